import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.observeMessage`: has the message analysed, decides, records, replies.
///
/// Analyzer commits before we do. When we fail in between, the caller sends the message again, the
/// Analyzer answers the same, and the decision is made then.
struct ObserveMessageHandler: Sendable {
    /// As the contract says.
    static let textByteCountMax = 16 * 1_024

    /// 1970 to 9999: what every clock and database that the message meets can hold.
    static let sentAtMicroseconds: Range<Int64> = 0..<253_402_300_800_000_000

    /// What an agent who waits for a prompt does not mind; messages that wait are written together.
    static let latencyAllowance = Duration.milliseconds(200)

    /// Clocks and time zones differ by less; what lies further ahead would be the agent's latest
    /// message for ever.
    static let aheadMax = Duration.seconds(86_400)

    struct Place: Hashable, Sendable {
        let tenant: TenantID
        let conversation: ConversationID
    }

    private let policy: AlertPolicy
    private let analyzer: AnalyzerPeer
    private let prediction: PredictionPeer
    private let timing: TimingPeer
    private let database: Database
    private let observations: ObservationStore
    private let alerts: AlertStore
    private let teams: TeamStore
    private let recorder: ObservationRecorder
    private let turns = Turns<Place>()

    init(
        policy: AlertPolicy, analyzer: AnalyzerPeer, prediction: PredictionPeer, timing: TimingPeer,
        database: Database, alerts: AlertStore, teams: TeamStore, events: EventLog, bell: AlertBell,
        desk: EscalationDesk, gate: PromptGate
    ) {
        self.policy = policy
        self.analyzer = analyzer
        self.prediction = prediction
        self.timing = timing
        self.database = database
        self.alerts = alerts
        self.teams = teams
        observations = ObservationStore(database: database)
        recorder = ObservationRecorder(
            policy: policy, database: database, observations: observations, alerts: alerts,
            events: events, bell: bell, desk: desk, gate: gate)
    }

    func handle(_ request: ObserveMessage, _ call: Call) async throws -> Observation {
        let sight = try await teams.sight(of: call, request.tenantID)
        try sight.require(request.agentID)
        try check(request, at: call.now)
        let place = Place(tenant: request.tenantID, conversation: request.conversationID)
        return try await turns.inTurn(at: place) {
            try await observe(request, sight, at: call.now)
        }
    }

    private func observe(
        _ request: ObserveMessage, _ sight: Sight, at now: Instant
    ) async throws -> Observation {
        async let known = observations.standing(
            request, in: database.scoped(to: .tenant(request.tenantID)))
        if sight.agents != nil, let agent = try await known.agent, !sight.includes(agent) {
            throw RPCError(.permissionDenied, "the conversation is another agent's")
        }
        let update = try await analyzer.hear(request)
        let standing = try await known
        if let earlier = standing.earlier {
            return try await repeated(earlier, update, request.tenantID)
        }
        let heard = HeardMessage(request.message, update)
        switch policy.decide(heard, in: standing.conversation, for: standing.session?.state) {
        case .stayQuiet(let reason):
            let breaches = reason.isUncoached ? Breach.raised(by: update) : []
            let quiet =
                if breaches.isEmpty {
                    try await recorder.recordQuiet(request, update, standing, at: now)
                } else {
                    try await recorder.record(breaches, request, update, at: now)
                }
            if let quiet { return quiet }
        case .raise(let chosen, let isEscalated):
            async let chance = prediction.chanceOfSuccess(
                of: request.conversationID, tenant: request.tenantID)
            async let moment = timing.timing(
                of: chosen, isEscalated: isEscalated, for: request.agentID,
                in: request.conversationID, request.tenantID)
            let decided = try await recorder.recordDecision(
                request, update, heard, successProbability: await chance, timing: await moment,
                at: now)
            if let decided { return decided }
        }
        return try await repeated(request, update)
    }

    /// Another replica was faster with the same message: its outcome counts.
    private func repeated(
        _ request: ObserveMessage, _ update: AnalysisUpdate
    ) async throws -> Observation {
        let standing = try await observations.standing(
            request, in: database.scoped(to: .tenant(request.tenantID)))
        guard let earlier = standing.earlier else {
            throw RPCError(.aborted, "the message was being recorded elsewhere; send it again")
        }
        return try await repeated(earlier, update, request.tenantID)
    }

    private func repeated(
        _ earlier: Standing.Heard, _ update: AnalysisUpdate, _ tenant: TenantID
    ) async throws -> Observation {
        var alert: Alert?
        if let id = earlier.alertID {
            alert = try await alerts.alert(
                id, tenant, in: database.scoped(to: .tenant(tenant)))
        }
        return Observation(
            analysis: update, alert: alert, sessionID: earlier.sessionID, isRepeated: true)
    }

    private func check(_ request: ObserveMessage, at now: Instant) throws(RPCError) {
        try checkID(request.conversationID.rawValue, "conversation_id")
        try checkID(request.message.messageID.rawValue, "message.message_id")
        _ = try known(request.message.role, "message.role")
        _ = try known(request.message.action, "message.action")
        guard Self.sentAtMicroseconds.contains(request.message.sentAt.microseconds) else {
            throw .invalid("message.sent_at", "must be a time from 1970 to 9999")
        }
        guard request.message.sentAt <= now + Self.aheadMax else {
            throw .invalid("message.sent_at", "must be at most a day ahead of now")
        }
        guard request.message.text.utf8.count <= Self.textByteCountMax else {
            throw .invalid("message.text", "must be \(Self.textByteCountMax) bytes at most")
        }
    }
}
