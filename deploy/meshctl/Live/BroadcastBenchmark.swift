import AnalyzerContract
import CoachingContract
import GatewayDomain
import Identifiers
import NIOCore
import RPC
import Synchronization
import Wire

/// Managers who all watch one tenant, while an agent of it talks.
struct BroadcastBenchmark: Sendable {
    static let tenant: TenantID = "bench-broadcast"
    /// Enough for a p99 of each socket's share, and over within seconds.
    static let messageCount = 50
    private static let trailLimit = Duration.seconds(10)

    let sockets: Int
    let coaching: Client<Coaching>
    let door: LiveDoorway

    func measure(progress: @escaping @Sendable (Int) -> Void) async throws -> BroadcastReport {
        let run = String(Instant.wallClock.microseconds, radix: 36)
        let sent = Mutex<[String: ContinuousClock.Instant]>([:])
        let latency = LatencyRecorder()
        let seen = Atomic(0)
        let channels = Mutex<[any Channel]>([])
        try await forEach(Array(0..<sockets), atOnce: 32) { _ in
            let channel = try await door.open(as: .manager, nil, of: Self.tenant) { sighting in
                guard sighting.kind == .message,
                    let start = sent.withLock({ $0[sighting.messageID] })
                else { return }
                latency.record(sighting.at - start)
                seen.add(1, ordering: .relaxed)
            }
            progress(
                channels.withLock { channels in
                    channels.append(channel)
                    return channels.count
                })
        }
        for number in 0..<Self.messageCount {
            let id = "broadcast-\(run)-\(number)"
            sent.withLock { $0[id] = .now }
            _ = try await coaching.observeMessage(
                ObserveMessage(
                    tenantID: Self.tenant, conversationID: ConversationID("broadcast-\(run)"),
                    agentID: "bench-agent",
                    message: Message(
                        messageID: MessageID(id), role: Open(.agent), action: Open(.message),
                        text: "Would Saturday morning or Sunday after two suit you better?",
                        sentAt: .wallClock)))
            try await Task.sleep(for: .milliseconds(100))
        }
        let expected = sockets * Self.messageCount
        let trail = ContinuousClock.now + Self.trailLimit
        while seen.load(ordering: .relaxed) < expected, ContinuousClock.now < trail {
            try await Task.sleep(for: .milliseconds(20))
        }
        for channel in channels.withLock({ $0 }) { channel.close(promise: nil) }
        return BroadcastReport(
            sockets: sockets, messages: Self.messageCount,
            lost: expected - seen.load(ordering: .relaxed), latency: latency.percentiles)
    }
}
