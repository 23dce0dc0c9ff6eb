/// What one error code of the server means to us.
///
/// Source: PostgreSQL 15 manual, Appendix A.
struct SQLState: Hashable, Sendable {
    let code: String

    static let statementUnknown = "26000"
    static let featureNotSupported = "0A000"
    static let stopped = "57014"

    var kind: DatabaseError.Kind {
        switch code {
        case "23505": .uniqueViolation
        case "23503": .foreignKeyViolation
        case "40001", "40P01": .serialization
        case "42501", "28000", "28P01": .permission
        case "57014", "55P03", "25P03": .timeout
        case "57P01", "57P02", "57P03", "57P05", "3D000": .unavailable
        default: kindOfClass
        }
    }

    private var kindOfClass: DatabaseError.Kind {
        switch code.prefix(2) {
        case "08": .unavailable
        // 54: a row or a statement is too large, and will be again.
        case "22", "54": .invalidValue
        case "23": .constraintViolation
        case "26", "42", "0A", "34", "3F": .invalidStatement
        case "40": .serialization
        case "53", "58": .exhausted
        default: .other
        }
    }

    /// Whether the server's own message speaks only of our statements and its state.
    ///
    /// In these classes it quotes names and settings; elsewhere, such as in 22 (data) and P0
    /// (RAISE), it may quote a value.
    var hasNeutralMessage: Bool {
        ["08", "0A", "25", "26", "28", "2B", "3D", "3F", "40", "42", "53", "55", "57", "58"]
            .contains(code.prefix(2))
    }

    /// A message for the classes whose own one is not repeated.
    var neutralMessage: String {
        switch code {
        case "23502": "a column that must have a value has none"
        case "23503": "a row refers to one that does not exist"
        case "23505": "a row with this key exists already"
        case "23514": "a row breaks a check"
        case "22001": "a text is longer than its column"
        case "22003": "a number is out of range"
        case "22008": "a time is out of range"
        case "22012": "a division by zero"
        case "22021": "a text holds characters that Postgres cannot store"
        case "22P02": "a value is malformed"
        default: "the server refused a value"
        }
    }
}
