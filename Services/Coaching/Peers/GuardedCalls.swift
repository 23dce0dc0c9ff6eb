import RPC
import Synchronization

/// Asks a peer that is worth having and can be done without, and leaves it alone while it fails.
///
/// Whatever goes wrong is nil: what waits for the answer goes on without it.
final class GuardedCalls: Sendable {
    private let breaker = Mutex(CircuitBreaker())
    private let start = ContinuousClock.now

    /// - Parameter isAnswer: whether an error is the peer's own word, and so no sign of failing.
    func ask<Answer: Sendable>(
        _ call: () async throws(RPCError) -> Answer,
        isAnswer: (RPCError) -> Bool = { _ in false }
    ) async -> Answer? {
        let action = breaker.withLock { $0.callRequested(at: ContinuousClock.now - start) }
        guard action == .ask else { return nil }
        do throws(RPCError) {
            let answer = try await call()
            breaker.withLock { $0.callSucceeded() }
            return answer
        } catch {
            breaker.withLock { breaker in
                if isAnswer(error) { return breaker.callSucceeded() }
                breaker.callFailed(at: ContinuousClock.now - start)
            }
            return nil
        }
    }
}
