import AnalyzerService
import Runtime

try await run(AnalyzerService.self)
