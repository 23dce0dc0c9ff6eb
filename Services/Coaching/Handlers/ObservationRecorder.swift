import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Records what came of a message, with its events, in one transaction; where nothing is said to the
/// agent, as mostly, in one statement that messages of other conversations share.
///
/// Each method returns nil, and changes nothing, when the message was recorded before.
struct ObservationRecorder: Sendable {
    /// The message was recorded before: rolls back what was begun.
    private struct RecordedBefore: Error {}

    private let policy: AlertPolicy
    private let database: Database
    private let observations: ObservationStore
    private let alerts: AlertStore
    private let events: EventLog
    private let bell: AlertBell
    private let outbox = NotificationOutbox()
    private let reports: TimingReportStore
    private let desk: EscalationDesk
    private let gate: PromptGate
    private let commits: GroupCommit<Observed, Bool>

    init(
        policy: AlertPolicy, database: Database, observations: ObservationStore,
        alerts: AlertStore, events: EventLog, bell: AlertBell, desk: EscalationDesk,
        gate: PromptGate
    ) {
        self.policy = policy
        self.database = database
        self.observations = observations
        self.alerts = alerts
        self.events = events
        self.bell = bell
        reports = TimingReportStore(database: database)
        self.desk = desk
        self.gate = gate
        commits = GroupCommit(on: database.executor) { observed, scope in
            guard let tenant = observed.first?.event.tenantID else { return [] }
            let session = database.scoped(to: scope)
            let isNew = try await observations.keep(observed, tenant, in: session)
            events.announce(in: session)
            return isNew
        }
    }

    /// Nothing is said to the agent.
    func recordQuiet(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ standing: Standing, at now: Instant
    ) async throws -> Observation? {
        let observed = Observed(request, update, standing, alert: nil, at: now)
        let isNew = try await commits.submit(
            observed, byteCount: observed.event.payload.count, under: .tenant(request.tenantID))
        return isNew
            ? Observation(analysis: update, alert: nil, sessionID: observed.heard.sessionID) : nil
    }

    /// There seemed to be something to say: decides again under the conversation's lock, because
    /// another replica may have spoken meanwhile.
    func recordDecision(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ heard: HeardMessage,
        successProbability: Double?, timing: ChosenTiming?, at now: Instant
    ) async throws -> Observation? {
        do {
            // Many statements, one after the other: on the database's thread none wakes another.
            let observation = try await withTaskExecutorPreference(database.executor) {
                try await database.withTransaction(.tenant(request.tenantID)) {
                    try await decide(
                        request, update, heard, successProbability, timing, at: now, in: $0)
                }
            }
            if observation.alert != nil { bell.ring(request.tenantID, agent: request.agentID) }
            return observation
        } catch is RecordedBefore {
            return nil
        }
    }

    /// The agent is not being coached, and what was said breaks rules: the agent is told nothing, and
    /// their manager is.
    func record(
        _ breaches: [Breach], _ request: ObserveMessage, _ update: AnalysisUpdate, at now: Instant
    ) async throws -> Observation? {
        do {
            return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
                try await observations.lock(request, in: transaction)
                let standing = try await observations.standing(request, in: transaction)
                if standing.earlier != nil { throw RecordedBefore() }
                let kept = try await keep(
                    request, update, standing, alert: nil, at: now, in: transaction)
                // What the agent was told of in this conversation, the manager was as well.
                let untold = breaches.filter {
                    !standing.conversation.raisedKeys.contains($0.opportunityKey)
                }
                try await desk.heard(untold, request, at: now, in: transaction)
                return kept
            }
        } catch is RecordedBefore {
            return nil
        }
    }

    private func decide(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ heard: HeardMessage,
        _ successProbability: Double?, _ timing: ChosenTiming?, at now: Instant,
        in transaction: Transaction
    ) async throws -> Observation {
        try await observations.lock(request, in: transaction)
        let standing = try await observations.standing(request, in: transaction)
        if standing.earlier != nil { throw RecordedBefore() }
        var decision = policy.decide(
            heard, in: standing.conversation, for: standing.session?.state)
        if case .raise(let chosen, _) = decision, !chosen.isCompliance,
            try await gate.holdsBack(
                from: request.agentID, request.tenantID, at: now, in: transaction)
        {
            decision = policy.decide(
                heard, in: standing.conversation, for: standing.session?.state,
                onlyCompliance: true)
        }
        guard case .raise(let chosen, let isEscalated) = decision,
            let session = standing.session
        else {
            return try await keep(
                request, update, standing, alert: nil, at: now, in: transaction)
        }
        // What was chosen for another opportunity, or before it was escalated, says nothing now.
        let timing = timing.flatMap { $0.key == chosen.key && !isEscalated ? $0 : nil }
        let alert = Alert(
            chosen, request, update, session: session, isEscalated: isEscalated,
            successProbability: successProbability,
            timing: timing?.timing ?? PromptTiming.byRule, at: now)
        async let raised = raise(
            alert, for: chosen, timing?.choiceID, breaching: Breach.raised(by: update),
            at: session.state.intensity, now, in: transaction)
        var kept = try await keep(
            request, update, standing, alert: alert.alertID, at: now, in: transaction)
        kept.alert = try await raised
        return kept
    }

    private func keep(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ standing: Standing, alert: AlertID?,
        at now: Instant, in transaction: Transaction
    ) async throws -> Observation {
        let observed = Observed(request, update, standing, alert: alert, at: now)
        let isNew = try await observations.keep([observed], request.tenantID, in: transaction)
        guard isNew == [true] else { throw RecordedBefore() }
        events.announce(in: transaction)
        return Observation(analysis: update, alert: nil, sessionID: observed.heard.sessionID)
    }

    /// The tenant's other alerts wait from `insert` to the end of the transaction, so what follows
    /// goes out in one pipeline.
    private func raise(
        _ alert: Alert, for opportunity: Opportunity, _ timingChoice: UUIDv7?,
        breaching breaches: [Breach], at intensity: CoachingIntensity, _ now: Instant,
        in transaction: Transaction
    ) async throws -> Alert {
        alerts.ring(AlertRing(tenant: alert.tenantID, agent: alert.agentID), in: transaction)
        var raised = alert
        raised.cursor = try await alerts.insert(alert, key: opportunity.key, in: transaction)
        let alert = raised
        async let published: Void = events.append(
            AlertRaised(alert: alert), tenant: alert.tenantID, agent: alert.agentID, at: now,
            in: transaction)
        async let told: Void = tell(alert, at: now, in: transaction)
        async let escalated: Void = desk.alertRaised(
            alert, breaching: breaches, at: intensity, in: transaction)
        if let timingChoice { try await reports.open(alert, timingChoice, in: transaction) }
        _ = try await (published, told, escalated)
        return alert
    }

    private func tell(
        _ alert: Alert, at now: Instant, in transaction: Transaction
    ) async throws(DatabaseError) {
        guard let told = Notification(telling: alert) else { return }
        try await outbox.enqueue(told, at: now, in: transaction)
    }
}

extension Observed {
    init(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ standing: Standing, alert: AlertID?,
        at now: Instant
    ) {
        let heard = Standing.Heard(sessionID: standing.countingSessionID, alertID: alert)
        self.init(
            conversationID: request.conversationID, messageID: request.message.messageID,
            agentID: request.agentID, heard: heard,
            promptedAt: alert == nil ? nil : request.message.sentAt,
            quality: update.overallQualityScore,
            event: EventRow(
                MessageObserved(request, update, heard.sessionID, timeZone: standing.timeZone),
                tenant: request.tenantID, agent: request.agentID, at: now))
    }
}

extension MessageObserved {
    fileprivate init(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ session: SessionID?,
        timeZone: String
    ) {
        let message = request.message
        self.init(
            conversationID: request.conversationID, agentID: request.agentID,
            leadID: request.leadID, category: request.category, messageID: message.messageID,
            role: message.role, action: message.action, text: message.text,
            sentAt: message.sentAt, messageCount: update.messageCount,
            overallQualityScore: update.overallQualityScore, outcome: update.outcome,
            sessionID: session, timeZone: timeZone)
    }
}

extension Alert {
    /// The alert for a chosen opportunity, before it has a cursor.
    init(
        _ chosen: Opportunity, _ request: ObserveMessage, _ update: AnalysisUpdate,
        session: Standing.OpenSession, isEscalated: Bool, successProbability: Double?,
        timing: InterventionTiming, at now: Instant
    ) {
        let found =
            update.newOpportunities.first { $0.key == chosen.key }
            ?? CoachingOpportunity.lowQuality(of: update)
        // One prompt a message: what else the message broke stands in it.
        let others = update.newOpportunities.filter {
            chosen.isCompliance && $0.isCompliance && $0.key != chosen.key
        }
        self.init(
            alertID: AlertID(at: now), cursor: 0, tenantID: request.tenantID,
            agentID: request.agentID, sessionID: session.id,
            conversationID: request.conversationID, messageID: request.message.messageID,
            type: Open(.realTimeSuggestion), priority: Open(chosen.priority),
            confidence: chosen.confidence, title: found.title,
            message: ([found.message] + others.map(\.message)).joined(separator: " "),
            suggestedAction: found.suggestedAction,
            evidence: found.evidence + others.flatMap(\.evidence),
            channels: session.channels.map { Open($0) }, createdAt: now, isEscalated: isEscalated,
            isCompliance: found.isCompliance, successProbability: successProbability,
            timing: Open(timing))
    }
}

extension Notification {
    /// An alert by the channels beside the live page, which reads the event; nil when there are none.
    init?(telling alert: Alert) {
        let channels = alert.channels.compactMap(\.known).filter { $0 != .agentAlert }
        guard !channels.isEmpty else { return nil }
        let hint = alert.suggestedAction.isEmpty ? "" : "\n\n\(alert.suggestedAction)"
        self.init(
            tenant: alert.tenantID, recipient: .agent(alert.agentID), kind: .alert,
            priority: alert.priority.known ?? .low, title: alert.title,
            body: alert.message + hint, subject: "\(alert.alertID)",
            deduplicationKey: "alert:\(alert.alertID)", channels: channels)
    }
}

extension CoachingOpportunity {
    /// What is said when a conversation goes badly and no single message shows why.
    static func lowQuality(of update: AnalysisUpdate) -> CoachingOpportunity {
        CoachingOpportunity(
            key: Opportunity.lowQuality.key, priority: Open(Opportunity.lowQuality.priority),
            confidence: Opportunity.lowQuality.confidence,
            title: "This conversation is not going well",
            message: """
                Its overall quality stands at \(Int(update.overallQualityScore.rounded())) of 100 \
                after \(update.messageCount) messages.
                """,
            suggestedAction: """
                Ask one open question about what matters most to the client, repeat the answer in \
                your own words, and agree on a next step.
                """,
            evidence: [])
    }
}
