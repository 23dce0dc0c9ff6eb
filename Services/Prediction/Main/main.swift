import PredictionService
import Runtime

try await run(PredictionService.self)
