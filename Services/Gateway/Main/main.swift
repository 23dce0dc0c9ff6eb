import GatewayService
import Runtime

try await run(GatewayService.self)
