import Tracing

extension SpanAttribute {
    /// The value as a person reads it.
    package var text: String {
        switch self {
        case .string(let text): text
        case .int32(let number): "\(number)"
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .bool(let bool): "\(bool)"
        case .stringConvertible(let value): "\(value)"
        // Arrays; and the library asks for it.
        default: "\(self)"
        }
    }
}
