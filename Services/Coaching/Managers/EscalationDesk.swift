import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// Tells managers of an agent when the rules say so, in the transaction of what happened.
struct EscalationDesk: Sendable {
    /// A breach or a run of critical alerts is for the phone as well as for the page.
    private static let channels: [NotificationChannel] = [.inAppMessage, .email, .pushNotification]

    /// One letter in this time tells of all escalations of an agent and cause that are not resolved.
    private static let letterWindow = Duration.seconds(3_600)

    let store: EscalationStore
    let outbox: NotificationOutbox

    /// An alert was stored; `breaches` are those of its message, each told for itself.
    func alertRaised(
        _ alert: Alert, breaching breaches: [Breach], at intensity: CoachingIntensity,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        let priority = alert.priority.known ?? .low
        guard alert.isCompliance || priority == .critical || intensity == .critical else { return }
        var recent = 0
        if priority == .critical {
            recent = try await store.criticalAlerts(
                of: alert.agentID, alert.tenantID,
                since: alert.createdAt - EscalationRules.window, in: transaction)
        }
        let cause = EscalationRules.cause(
            of: EscalationFacts(
                priority: priority, isCompliance: alert.isCompliance, intensity: intensity,
                criticalAlertsInWindow: recent))
        guard let cause else { return }
        let summaries =
            cause == .complianceBreach && !breaches.isEmpty
            ? breaches.map { $0.sentence(about: alert.agentID) }
            : [Self.summary(of: cause, alert, recent)]
        try await raise(
            summaries.map { summary in
                Escalation(
                    escalationID: EscalationID(at: alert.createdAt), agentID: alert.agentID,
                    cause: Open(cause), summary: summary, alertID: alert.alertID,
                    conversationID: alert.conversationID, status: Open(.open),
                    raisedAt: alert.createdAt)
            }, alert.tenantID, in: transaction)
    }

    /// Rules were broken while the agent was not being coached, so that there is no alert.
    func heard(
        _ breaches: [Breach], _ request: ObserveMessage, at now: Instant,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        let agent = request.agentID
        try await raise(
            breaches.map { breach in
                Escalation(
                    escalationID: EscalationID(at: now), agentID: agent,
                    cause: Open(.complianceBreach),
                    summary: "\(breach.sentence(about: agent)) Nobody was coaching them.",
                    conversationID: request.conversationID, status: Open(.open), raisedAt: now)
            }, request.tenantID, in: transaction)
    }

    /// An agent's days show a sharp decline.
    func declined(
        _ agent: AgentID, _ tenant: TenantID, by points: Double, at now: Instant,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        try await raise(
            [
                Escalation(
                    escalationID: EscalationID(at: now), agentID: agent,
                    cause: Open(.sharpDecline),
                    summary: "\(agent) has lost \(Int(points.rounded())) points of quality in "
                        + "the last four weeks, more than chance explains.",
                    status: Open(.open), raisedAt: now)
            ], tenant, in: transaction)
    }

    /// Stores each, and tells the agent's leaders of those that are new in one letter.
    private func raise(
        _ escalations: [Escalation], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        var new: [Escalation] = []
        for escalation in escalations
        where try await store.insert(escalation, tenant, in: session) {
            new.append(escalation)
        }
        guard let newest = new.first else { return }
        // The card counts every one; letters of one flood leave an hour apart.
        let first = try await store.firstUnresolved(like: newest, tenant, in: session)
        let hour = Int((newest.raisedAt - first.raisedAt) / Self.letterWindow)
        try await outbox.enqueue(
            Notification(
                tenant: tenant, recipient: .leaders(of: newest.agentID), kind: .escalation,
                priority: newest.cause.known == .complianceBreach ? .critical : .high,
                title: "See to \(newest.agentID)",
                body: new.map(\.summary).joined(separator: "\n"),
                subject: newest.agentID.rawValue,
                deduplicationKey: "escalation.\(first.id).\(hour)", channels: Self.channels),
            at: newest.raisedAt, in: session)
    }

    private static func summary(
        of cause: EscalationCause, _ alert: Alert, _ recent: Int
    ) -> String {
        switch cause {
        // Without the Analyzer's findings: the prompt's title, whoever it speaks to.
        case .complianceBreach: "\(alert.agentID) was told: “\(alert.title)”."
        case .repeatedCriticalAlerts:
            "\(alert.agentID) had \(recent) critical prompts within an hour, the last: "
                + "“\(alert.title)”."
        case .criticalIntensity:
            "\(alert.agentID), who is coached at critical intensity, was told: “\(alert.title)”."
        case .sharpDecline: alert.title
        }
    }
}
