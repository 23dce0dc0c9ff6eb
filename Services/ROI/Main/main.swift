import ROIService
import Runtime

try await run(ROIService.self)
