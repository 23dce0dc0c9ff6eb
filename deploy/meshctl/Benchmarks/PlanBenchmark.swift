import AnalyzerContract
import CoachingContract
import Identifiers
import RPC
import Synchronization
import Wire

/// Agents who have talked and are planned for, one after the other.
struct PlanBenchmark: Sendable {
    static let tenant: TenantID = "bench-plans"
    /// Agents who talk at a time, while nothing is measured yet.
    private static let talkingCount = 8
    /// For the scores to reach Coaching, which reads the Analyzer's events.
    private static let scoringLimit = Duration.seconds(60)

    struct Report: Encodable, Sendable {
        let agents: Int
        /// Of each agent.
        let conversations: Int
        let plans: Int
        let first: Percentiles
        let later: Percentiles

        enum CodingKeys: String, CodingKey {
            case agents, conversations, plans
            case first = "first_plan_ms"
            case later = "plan_ms"
        }
    }

    let agents: Int
    let conversations: Int
    let plans: Int
    let records: [ConversationRecord]
    let coaching: Client<Coaching>
    /// Makes the ids of this run its own.
    private let run = String(Instant.wallClock.microseconds, radix: 36)

    func measure(talked: @escaping @Sendable (Int) -> Void) async throws -> Report {
        let people = (0..<agents).map { AgentID("plan-\(run)-\($0)") }
        let done = Atomic(0)
        try await forEach(Array(people.enumerated()), atOnce: Self.talkingCount) { place, agent in
            for number in 0..<conversations { try await talk(agent, place, number) }
            talked(done.add(1, ordering: .relaxed).newValue)
        }
        try await waitForScores(of: people)
        let (first, later) = (LatencyRecorder(), LatencyRecorder())
        for agent in people { try await plan(for: agent, first) }
        for number in 0..<plans { try await plan(for: people[number % people.count], later) }
        return Report(
            agents: agents, conversations: conversations, plans: plans, first: first.percentiles,
            later: later.percentiles)
    }

    private func talk(_ agent: AgentID, _ place: Int, _ number: Int) async throws {
        let record = records[(place * conversations + number) % records.count]
        for (line, message) in record.messages.enumerated() {
            _ = try await coaching.observeMessage(
                ObserveMessage(
                    tenantID: Self.tenant, conversationID: ConversationID("\(agent)-\(number)"),
                    agentID: agent, category: record.category,
                    message: Message(
                        messageID: MessageID("\(agent)-\(number)-\(line)"),
                        role: Open(message.role), action: Open(message.action),
                        text: message.text, sentAt: .wallClock, price: message.price)))
        }
    }

    private func waitForScores(of people: [AgentID]) async throws {
        let end = ContinuousClock.now + Self.scoringLimit
        while ContinuousClock.now < end {
            let lines = try await coaching.listAgents(ListAgents(tenantID: Self.tenant)).agents
            let scored = Set(lines.filter { $0.conversations >= conversations }.map(\.agentID))
            if scored.isSuperset(of: people) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw MeshUnreachable(
            problem: "the scores of the conversations have not reached coaching within "
                + "\(Self.scoringLimit); `meshctl status` says what is behind")
    }

    private func plan(for agent: AgentID, _ latency: LatencyRecorder) async throws {
        let start = ContinuousClock.now
        let plan = try await coaching.createPlan(
            CreatePlan(tenantID: Self.tenant, agentID: agent))
        latency.record(ContinuousClock.now - start)
        guard plan.author == "rules" else {
            throw MeshUnreachable(
                problem: "\(plan.author) wrote a plan; measure a mesh without ANTHROPIC_API_KEY")
        }
    }
}
