/// Why the database did not do what it was asked.
///
/// The message never holds a value of a statement nor the server's DETAIL: both are customers' data.
package struct DatabaseError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// There is no connection, or it was lost; later it may work.
        case unavailable
        /// A limit of the pool was met: too many wait, or one waited too long for its turn.
        case overloaded
        /// The statement, or a lock it needed, took longer than it may.
        case timeout
        /// The task that asked was cancelled.
        case cancelled
        /// Two transactions met; the same transaction may well succeed when it is run again.
        case serialization
        case uniqueViolation
        case foreignKeyViolation
        /// A CHECK, NOT NULL or exclusion constraint said no.
        case constraintViolation
        /// The role may not do that, or row-level security refused the row.
        case permission
        /// The server could not make sense of a value, such as a number out of range.
        case invalidValue
        /// The statement itself is wrong: our bug.
        case invalidStatement
        /// A row is not what the reader expected: our bug.
        case unexpectedData
        /// The disk is full, memory is out, or a limit of the server was met.
        case exhausted
        /// A schema and its migrations do not fit together.
        case migration
        case other
    }

    package let kind: Kind
    /// Five characters, as in the manual's Appendix A; nil when the error is not the server's.
    package let sqlState: String?
    package let message: String
    /// The constraint, where one was violated.
    package let constraint: String?
    /// The change may have been made although no answer came; a repeat must be harmless.
    package var mayHaveApplied: Bool

    package init(
        _ kind: Kind, _ message: String, sqlState: String? = nil, constraint: String? = nil,
        mayHaveApplied: Bool = false
    ) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        self.constraint = constraint
        self.mayHaveApplied = mayHaveApplied
    }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        let state = sqlState.map { " (SQLSTATE \($0))" } ?? ""
        return "database: \(message)\(state)"
    }
}

extension DatabaseError {
    static let connectionLost = "the connection was lost before the answer came"

    static var cancelled: DatabaseError {
        DatabaseError(.cancelled, "the task that asked was cancelled")
    }
}
