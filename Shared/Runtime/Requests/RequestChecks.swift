import Identifiers
import RPC
import Wire

/// Longer ids are no CRM's.
private let idByteCountMax = 256

/// Throws `invalid_argument` for an id that cannot be one.
package func checkID(_ id: String, _ field: String) throws(RPCError) {
    guard !id.isEmpty, id != "*", id.utf8.count <= idByteCountMax, !id.utf8.contains(0) else {
        throw .invalid(field, "must be 1 to \(idByteCountMax) bytes, without NUL, and not *")
    }
}

/// Throws `invalid_argument` for a text that is too long to keep or that Postgres cannot keep.
package func checkText(
    _ text: String, _ field: String, byteCountMax limit: Int
) throws(RPCError) {
    guard text.utf8.count <= limit else {
        throw .invalid(field, "must be at most \(limit) bytes of UTF-8, not \(text.utf8.count)")
    }
    guard !text.utf8.contains(0) else { throw .invalid(field, "must not contain NUL") }
}

/// Throws `invalid_argument` unless `number` is in `range`.
package func check(
    _ number: Int, in range: ClosedRange<Int>, _ field: String
) throws(RPCError) {
    guard range.contains(number) else {
        throw .invalid(field, "must be \(range.lowerBound) to \(range.upperBound), not \(number)")
    }
}

/// A word of the request; throws `invalid_argument` for one that this version does not know.
package func known<Word: Vocabulary>(_ word: Open<Word>, _ field: String) throws(RPCError) -> Word {
    guard let known = word.known else {
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid(field, "must be one of \(words)")
    }
    return known
}

extension RPCError {
    /// A field of the request is not what it must be.
    package static func invalid(_ field: String, _ problem: String) -> RPCError {
        RPCError(
            .invalidArgument, "\(field) \(problem)", details: [.field(field, problem: problem)])
    }

    /// The tenant has no such thing, or none that the caller may see.
    package static func missing(_ kind: String, _ id: some CustomStringConvertible) -> RPCError {
        RPCError(
            .notFound, "there is no \(kind) \(id)", details: [.resource(kind: kind, id: "\(id)")])
    }
}
