import Identifiers
import Wire

@WireMessage
public struct ListHireDates: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct HireDateList: Codable, Hashable, Sendable {
    /// By agent; those of whom nobody said it are not there.
    public var agents: [HireDate]

    enum CodingKeys: Int, CodingKey { case agents = 0 }
}

@WireMessage
public struct HireDate: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var hiredOn: CalendarDate

    enum CodingKeys: Int, CodingKey { case agentID = 0, hiredOn = 1 }
}
