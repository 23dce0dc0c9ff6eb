/// The shape of a message: what its CDDL, its lock lines and its JSON are made from.
public struct WireSchema: Sendable {
    public struct Field: Sendable {
        public enum Presence: String, Sendable {
            case required
            /// Absent when nil.
            case optional
            /// May be absent, and then has its default.
            case defaulted
        }

        /// In `snake_case`.
        public var name: String
        public var key: UInt
        public var type: WireType
        public var presence: Presence

        public init(_ key: UInt, _ name: String, _ type: WireType, _ presence: Presence = .required)
        {
            self.name = name
            self.key = key
            self.type = type
            self.presence = presence
        }
    }

    /// The message's type name.
    public var name: String
    /// In ascending order of key.
    public var fields: [Field]

    public init(_ name: String, _ fields: [Field]) {
        self.name = name
        self.fields = fields
    }
}

/// What a field is on the wire.
public indirect enum WireType: Sendable {
    case boolean
    case signed(bits: Int)
    case unsigned(bits: Int)
    case float
    case text
    case bytes
    /// 16 bytes.
    case uuid
    /// Microseconds since 1970-01-01T00:00:00Z.
    case instant
    /// Microseconds.
    case duration
    /// `2026-01-05`.
    case date
    /// Open: any other number is a word that this version does not know.
    case vocabulary(name: String, words: [String])
    case array(WireType)
    /// Keyed by text.
    case dictionary(WireType)
    case message(any WireMessage.Type)
}
