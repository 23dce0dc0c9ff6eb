/// An id that the mesh generates: a UUIDv7.
public protocol GeneratedIdentifier: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
where RawValue == UUIDv7 {
    init(rawValue: UUIDv7)
}

extension GeneratedIdentifier {
    /// A new id born at `instant`.
    public init(at instant: Instant) { self.init(rawValue: UUIDv7(at: instant)) }

    /// Reads the 8-4-4-4-12 form; nil when `text` is anything else.
    public init?(_ text: some StringProtocol) {
        guard let uuid = UUIDv7(text) else { return nil }
        self.init(rawValue: uuid)
    }

    public var description: String { rawValue.description }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try UUIDv7(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }
}

/// One stretch of coaching of one agent.
public struct SessionID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// One prompt to an agent.
public struct AlertID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// One event of a service's log.
public struct EventID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// One trained model.
public struct ModelID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// One notification to one person by one channel.
public struct NotificationID: GeneratedIdentifier {
    public let rawValue: UUIDv7
    public init(rawValue: UUIDv7) { self.rawValue = rawValue }
}
