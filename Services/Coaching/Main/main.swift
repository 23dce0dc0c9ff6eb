import CoachingService
import Runtime

try await run(CoachingService.self)
