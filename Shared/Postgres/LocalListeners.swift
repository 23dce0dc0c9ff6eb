import Synchronization

/// Tells this process itself what was announced, before whoever announced it goes on: other processes
/// are told by the server, a moment later.
final class LocalListeners: Sendable {
    private let bodies = Mutex<[String: [@Sendable (String) -> Void]]>([:])

    func add(_ channel: String, _ body: @escaping @Sendable (String) -> Void) {
        bodies.withLock { $0[channel, default: []].append(body) }
    }

    func tell(_ announcements: Announcements) {
        let bodies = bodies.withLock { $0 }
        guard !bodies.isEmpty else { return }
        for item in announcements.items {
            for body in bodies[item.channel] ?? [] { body(item.payload) }
        }
    }
}

extension Database {
    /// Runs `body`, which must not block, with whatever this process announces on `channel` from now
    /// on: once it is committed, or may be, and before the call that committed it returns.
    package func observeAnnouncements(
        on channel: String, _ body: @escaping @Sendable (String) -> Void
    ) {
        localListeners.add(channel, body)
    }
}
