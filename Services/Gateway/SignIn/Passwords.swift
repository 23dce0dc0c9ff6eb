import NIOCore
import NIOPosix

/// Checks passwords on two threads of its own: the work is heavy by design, and must slow down
/// nothing but other sign-ins.
struct Passwords: Sendable {
    /// Waiting sign-ins beyond it are turned away: each costs 0.2 s and 32 MiB.
    static let waitingMax = 64

    private let threads: NIOThreadPool
    private let cost: PasswordHash.Cost
    /// Checked for an unknown user, so that the answer takes as long as for a known one.
    private let nobody: PasswordHash

    init(cost: PasswordHash.Cost = .standard) {
        self.cost = cost
        nobody = .ofNobody(cost: cost)
        threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
    }

    /// Whether `password` is the one that was stored; `stored` is nil for an unknown user.
    func check(_ password: String, against stored: String?) async throws -> Bool {
        let known = stored.flatMap { PasswordHash(stored: $0) }
        let hash = known ?? nobody
        return try await threads.runIfActive { hash.matches(password) } && known != nil
    }

    func hash(_ password: String) async throws -> String {
        try await threads.runIfActive { [cost] in try PasswordHash(of: password, cost: cost).text }
    }
}
