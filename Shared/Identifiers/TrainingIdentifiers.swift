/// A training module, as its author named it: `lead_qual_beginner`.
public struct ModuleID: OutsideIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One training plan of one agent.
public struct PlanID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// One conversation with a simulated client.
public struct RolePlayID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// One thing that a manager should see to.
public struct EscalationID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// One recommendation of a weekly summary.
public struct InterventionID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}
