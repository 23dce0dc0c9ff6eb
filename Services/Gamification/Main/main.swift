import GamificationService
import Runtime

try await run(GamificationService.self)
