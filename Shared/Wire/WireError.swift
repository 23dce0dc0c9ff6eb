/// Why bytes are not the message that they should be, and where.
public struct WireError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The input ends inside an item.
        case truncated
        /// A string, array or map says it is longer than what is left of the input.
        case lengthBeyondInput(declared: UInt64, available: Int)
        /// A number or length is written in more bytes than it needs.
        case notShortestForm
        case indefiniteLength
        /// An additional-information value or simple value that RFC 8949 reserves.
        case reserved
        case duplicateKey
        /// Keys are not in ascending order of their encoding.
        case unsortedKeys
        case trailingBytes(Int)
        case nestedTooDeep(limit: Int)
        case tooManyItems(limit: Int)
        case notUTF8
        case unexpected(found: WireKind, expected: WireKind)
        /// An integer that the field's type cannot hold.
        case outOfRange
        /// Well-formed, but not a value of the field's type.
        case invalid(String)
        case missingField(message: String, name: String, key: UInt)
    }

    public var reason: Reason
    /// The byte at which the offending item starts.
    public var offset: Int

    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

/// What the first byte of an item says it is.
public enum WireKind: String, Hashable, Sendable {
    case unsigned = "unsigned integer"
    case negative = "negative integer"
    case integer
    case bytes = "byte string"
    case text = "text string"
    case array
    case map
    case tag
    case boolean
    case float
    case null
    case simple = "simple value"

    @usableFromInline
    init(initialByte byte: UInt8) {
        switch byte >> 5 {
        case 0: self = .unsigned
        case 1: self = .negative
        case 2: self = .bytes
        case 3: self = .text
        case 4: self = .array
        case 5: self = .map
        case 6: self = .tag
        default:
            switch byte & 0x1F {
            case 20, 21: self = .boolean
            case 22: self = .null
            case 25, 26, 27: self = .float
            default: self = .simple
            }
        }
    }
}

extension WireError: CustomStringConvertible {
    public var description: String { "\(reason) at byte \(offset)" }
}

extension WireError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated:
            "the input ends inside an item"
        case .lengthBeyondInput(let declared, let available):
            "a length of \(declared) where \(available) bytes are left"
        case .notShortestForm:
            "a number that is not in its shortest form"
        case .indefiniteLength:
            "an indefinite length, which the wire does not allow"
        case .reserved:
            "a reserved initial byte or simple value"
        case .duplicateKey:
            "a key that is there twice"
        case .unsortedKeys:
            "keys that are not in ascending order"
        case .trailingBytes(let count):
            "\(count) bytes after the end of the message"
        case .nestedTooDeep(let limit):
            "more than \(limit) levels of nesting"
        case .tooManyItems(let limit):
            "more than \(limit) items in one message"
        case .notUTF8:
            "text that is not UTF-8"
        case .unexpected(let found, let expected):
            "found \(found.rawValue), expected \(expected.rawValue)"
        case .outOfRange:
            "an integer that the field cannot hold"
        case .invalid(let why):
            why
        case .missingField(let message, let name, let key):
            "\(message) has no \(name) (key \(key))"
        }
    }
}
