/// An id that comes from outside the mesh and stays as it came: opaque text.
public protocol OutsideIdentifier: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible, ExpressibleByStringLiteral
where RawValue == String {
    init(rawValue: String)
}

extension OutsideIdentifier {
    public init(_ text: String) { self.init(rawValue: text) }
    public init(stringLiteral text: String) { self.init(rawValue: text) }
    public var description: String { rawValue }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// An agency: the boundary that no data crosses.
public struct TenantID: OutsideIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A real-estate agent, as the CRM names them.
public struct AgentID: OutsideIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The person an agent talks to, as the CRM names them.
public struct LeadID: OutsideIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One conversation between an agent and a lead, as its source names it.
public struct ConversationID: OutsideIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One message of a conversation, as its source names it.
public struct MessageID: OutsideIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A group of agents with one manager.
public struct TeamID: OutsideIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}
