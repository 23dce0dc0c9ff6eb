import Identifiers
import Wire

/// Agents who are coached together, and who manages them.
@WireMessage
public struct Team: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var teamID: TeamID
    public var name: String
    /// An IANA time zone: weeks begin on its Mondays.
    public var timeZone: String = "UTC"
    /// The sign-in names of those who manage it; people of the team's own id manage it as well.
    public var managers: [String]
    public var agents: [AgentID]

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, teamID = 1, name = 2, timeZone = 3, managers = 4, agents = 5
    }
}

@WireMessage
public struct ListTeams: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct TeamList: Codable, Hashable, Sendable {
    public var teams: [Team]
    /// Whom the caller may see; nil for every agent of the tenant.
    public var agents: [AgentID]?

    enum CodingKeys: Int, CodingKey { case teams = 0, agents = 1 }
}

@WireMessage
public struct ListEscalations: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Nil for those that are not resolved.
    public var status: Open<EscalationStatus>?
    /// 1–200.
    public var limit: Int = 50

    enum CodingKeys: Int, CodingKey { case tenantID = 0, status = 1, limit = 2 }
}

/// Newest first.
@WireMessage
public struct EscalationList: Codable, Hashable, Sendable {
    public var escalations: [Escalation]

    enum CodingKeys: Int, CodingKey { case escalations = 0 }
}

/// Something that a manager should see to.
@WireMessage
public struct Escalation: Codable, Hashable, Sendable {
    public var escalationID: EscalationID
    public var agentID: AgentID
    public var cause: Open<EscalationCause>
    /// A sentence for the manager.
    public var summary: String
    public var alertID: AlertID?
    public var conversationID: ConversationID?
    public var status: Open<EscalationStatus>
    public var raisedAt: Instant
    /// Who acknowledged or resolved it.
    public var changedBy: String?
    public var changedAt: Instant?
    public var note: String = ""

    enum CodingKeys: Int, CodingKey {
        case escalationID = 0, agentID = 1, cause = 2, summary = 3, alertID = 4
        case conversationID = 5, status = 6, raisedAt = 7, changedBy = 8, changedAt = 9, note = 10
    }
}

@WireMessage
public struct ChangeEscalation: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var escalationID: EscalationID
    /// At most 2,000 bytes.
    public var note: String = ""
    /// Those of the same agent and cause that were raised before it and are not resolved, too.
    public var includesAlike: Bool = false

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, escalationID = 1, note = 2, includesAlike = 3
    }
}

/// A manager's word into an agent's ear, while they talk.
@WireMessage
public struct Whisper: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var conversationID: ConversationID
    /// At most 500 bytes: it is read while a client waits.
    public var text: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, conversationID = 2, text = 3 }
}

/// One text for every agent of some teams.
@WireMessage
public struct SendTemplate: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var teams: [TeamID]
    public var title: String
    /// `{agent}` stands for the agent's name and `{team}` for their team's.
    public var message: String
    public var suggestedAction: String = ""
    public var priority: Open<CoachingPriority> = Open(.medium)

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, teams = 1, title = 2, message = 3, suggestedAction = 4, priority = 5
    }
}

@WireMessage
public struct TemplateReport: Codable, Hashable, Sendable {
    public var reached: [AgentID]
    /// Those without an open session, who have no screen to show it on.
    public var missed: [AgentID]

    enum CodingKeys: Int, CodingKey { case reached = 0, missed = 1 }
}
