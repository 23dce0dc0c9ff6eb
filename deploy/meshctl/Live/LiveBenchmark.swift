import AnalyzerContract
import CoachingContract
import Foundation
import GatewayDomain
import GatewayService
import Identifiers
import LocalMesh
import NIOCore
import NIOSSL
import RPC
import Synchronization
import Wire

/// Agents who talk with clients at their own speed, each before a page of their own.
///
/// Each session has an agent, a live socket and a conversation of the file, played with the gaps that
/// it had; when it ends the agent goes on to the next. Every message and every alert is followed from
/// the call that brings it to the socket that shows it.
struct LiveBenchmark: Sendable {
    static let tenant: TenantID = "bench"
    /// How long sockets may trail the last message before it counts as lost.
    private static let trailLimit = Duration.seconds(15)
    /// Handshakes at a time: more only wait for one another.
    private static let openingCount = 32

    let sessions: Int
    let duration: Duration
    let speed: Double
    let records: [ConversationRecord]
    let coaching: Client<Coaching>
    let door: LiveDoorway
    /// Makes the ids of this run its own.
    let run = String(Instant.wallClock.microseconds, radix: 36)

    func measure(
        progress: @escaping @Sendable (String, Int, Int) -> Void
    ) async throws -> LiveReport {
        let ledger = LiveLedger()
        let people = (0..<sessions).map { agent($0) }
        let channels = try await open(people, ledger) { progress("sockets", $0, sessions) }
        defer { for channel in channels { channel.close(promise: nil) } }
        try await forEach(people, atOnce: Self.openingCount) { agent in
            _ = try await coaching.startSession(
                StartSession(
                    tenantID: Self.tenant, agentID: agent, intensity: Open(.intensive)))
        }
        let start = ContinuousClock.now
        let end = start + duration
        await withTaskGroup(of: Void.self) { group in
            for place in 0..<sessions {
                group.addTask {
                    ledger.played(await talk(place, until: end, ledger))
                }
            }
            group.addTask {
                while ContinuousClock.now < end {
                    let elapsed = (ContinuousClock.now - start).seconds
                    progress("seconds", Int(elapsed), Int(duration.seconds))
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
        let seconds = (ContinuousClock.now - start).seconds
        let trail = ContinuousClock.now + Self.trailLimit
        while ledger.count.lost > 0, ContinuousClock.now < trail {
            try await Task.sleep(for: .milliseconds(20))
        }
        let count = ledger.count
        return LiveReport(
            conversations: ledger.conversations, sessions: sessions, messages: count.messages,
            alerts: count.alerts, lost: count.lost, doubled: count.doubled,
            failed: ledger.failures, alertLatency: ledger.alerts.percentiles,
            messageLatency: ledger.messages.percentiles,
            analysisLatency: ledger.analysis.percentiles,
            seconds: (seconds * 1_000).rounded() / 1_000)
    }

    private func agent(_ place: Int) -> AgentID { AgentID("bench-\(run)-\(place)") }

    private func open(
        _ people: [AgentID], _ ledger: LiveLedger, progress: @escaping @Sendable (Int) -> Void
    ) async throws -> [any Channel] {
        let channels = Mutex<[any Channel]>([])
        try await forEach(people, atOnce: Self.openingCount) { agent in
            let channel = try await door.open(as: .agent, agent, of: Self.tenant) {
                ledger.seen($0)
            }
            progress(
                channels.withLock { channels in
                    channels.append(channel)
                    return channels.count
                })
        }
        return channels.withLock { $0 }
    }

    /// Plays one conversation after the other; returns how many it began.
    private func talk(
        _ place: Int, until end: ContinuousClock.Instant, _ ledger: LiveLedger
    ) async -> Int {
        var random = SplitMix64(seed: UInt64(place))
        // Nobody begins to talk at the same moment as everybody else.
        let first = Duration.seconds(Double.random(in: 0..<10, using: &random)) / speed
        try? await Task.sleep(for: min(first, end - .now))
        var began = 0
        while ContinuousClock.now < end {
            let record = records[(place + began * sessions) % records.count]
            let conversation = ConversationID("bench-\(run)-\(place)-\(began)")
            began += 1
            var previous = record.messages.first?.sentAt ?? record.startedAt
            for (number, message) in record.messages.enumerated() {
                let pause = max(.zero, message.sentAt - previous) / speed
                previous = message.sentAt
                guard ContinuousClock.now + pause < end else { return began }
                try? await Task.sleep(for: pause)
                await say(
                    message, "\(conversation)-\(number)", in: conversation, by: agent(place),
                    record, ledger)
            }
            guard !record.messages.isEmpty else { return began }
        }
        return began
    }

    private func say(
        _ message: MessageRecord, _ id: String, in conversation: ConversationID,
        by agent: AgentID, _ record: ConversationRecord, _ ledger: LiveLedger
    ) async {
        let request = ObserveMessage(
            tenantID: Self.tenant, conversationID: conversation, agentID: agent,
            leadID: record.leadID, category: record.category,
            message: Message(
                messageID: MessageID(id), role: Open(message.role), action: Open(message.action),
                text: message.text, sentAt: .wallClock, price: message.price))
        ledger.sent(id)
        do {
            let observation = try await coaching.observeMessage(request)
            ledger.acknowledged(id, hasAlert: observation.alert != nil)
        } catch {
            ledger.failed()
        }
    }
}

/// Opens live sockets at the gateway of a mesh on this machine.
struct LiveDoorway: Sendable {
    private let port: Int
    private let passes: GatewayPasses
    private let tls: NIOSSLContext

    init(_ layout: MeshLayout) async throws {
        port = layout.httpsPort
        guard let key = FileManager.default.contents(atPath: layout.tokenKeyFile.path) else {
            throw MeshUnreachable(
                problem: "there is no \(layout.tokenKeyFile.path); run `meshctl up` first")
        }
        passes = await GatewayPasses(key: Array(key))
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(
            layout.tlsDirectory(of: "authority").appending(path: "cert.pem").path)
        tls = try NIOSSLContext(configuration: configuration)
    }

    func open(
        as role: PersonRole, _ agent: AgentID?, of tenant: TenantID,
        heard: @escaping @Sendable (LiveSighting) -> Void
    ) async throws -> any Channel {
        let person = Person(
            tenant: tenant, userName: agent?.rawValue ?? "bench", role: role, agent: agent,
            team: nil)
        guard let person else { preconditionFailure("an agent is opened with an agent's id") }
        let cookie = try await passes.cookie(for: person, at: .wallClock)
        do {
            return try await LiveWatcher.open(port: port, cookie: cookie, tls: tls, heard: heard)
        } catch {
            throw MeshUnreachable(problem: "a live socket did not open: \(error)")
        }
    }
}

/// Runs `body` for each element, so many at a time.
func forEach<Element: Sendable>(
    _ elements: [Element], atOnce count: Int,
    _ body: @escaping @Sendable (Element) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for (place, element) in elements.enumerated() {
            if place >= count { try await group.next() }
            group.addTask { try await body(element) }
        }
        try await group.waitForAll()
    }
}
