import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Wire

/// What a request may hold.
enum RequestLimits {
    /// Longer ids are no CRM's.
    static let idByteCountMax = 256
    /// Five pages of print: nobody says more in one message (the contract promises this limit).
    static let textByteCountMax = 16 * 1_024
    /// A long call has some hundreds of turns; more than this belongs in several requests.
    static let messageCountMax = 2_000
    static let labelByteCountMax = 1_024
}

/// Throws `invalid_argument` for an id that cannot be one.
func checkID(_ id: String, _ field: String) throws(RPCError) {
    let limit = RequestLimits.idByteCountMax
    guard !id.isEmpty, id != "*", id.utf8.count <= limit, !id.utf8.contains(0) else {
        throw .invalid(field, "must be 1 to \(limit) bytes, without NUL, and not *")
    }
}

/// Throws `invalid_argument` for a text that is too long to keep or that Postgres cannot keep.
func checkText(_ text: String, _ field: String, byteCountMax limit: Int) throws(RPCError) {
    guard text.utf8.count <= limit else {
        throw .invalid(field, "must be at most \(limit) bytes of UTF-8, not \(text.utf8.count)")
    }
    guard !text.utf8.contains(0) else { throw .invalid(field, "must not contain NUL") }
}

/// A word of the request; throws `invalid_argument` for one that this version does not know.
func known<Word: Vocabulary>(_ word: Open<Word>, _ field: String) throws(RPCError) -> Word {
    guard let known = word.known else {
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid(field, "must be one of \(words)")
    }
    return known
}

/// Throws `invalid_argument` for a price that is none.
func checkPrice(_ price: Double?, _ field: String) throws(RPCError) {
    guard price.map({ $0.isFinite && $0 >= 0 }) ?? true else {
        throw .invalid(field, "must be a number from 0")
    }
}

extension Utterance {
    /// The message of a request, checked; `field` is its place in the request.
    init(_ message: Message, _ field: String) throws(RPCError) {
        try checkID(message.messageID.rawValue, "\(field).message_id")
        try checkText(
            message.text, "\(field).text", byteCountMax: RequestLimits.textByteCountMax)
        try checkPrice(message.price, "\(field).price")
        self.init(
            id: message.messageID, role: try known(message.role, "\(field).role"),
            action: try known(message.action, "\(field).action"), text: message.text,
            sentAt: message.sentAt, typingStartedAt: message.typingStartedAt,
            price: message.price)
    }
}

/// Throws `invalid_argument` for labels and a price that cannot be kept.
func check(_ context: ConversationContext?, category: String) throws(RPCError) {
    let limit = RequestLimits.labelByteCountMax
    try checkText(category, "category", byteCountMax: limit)
    guard let context else { return }
    try checkText(context.listingTitle, "context.listing_title", byteCountMax: limit)
    try checkPrice(context.listPrice, "context.list_price")
}

extension RPCError {
    /// A field of the request is not what it must be.
    static func invalid(_ field: String, _ problem: String) -> RPCError {
        RPCError(
            .invalidArgument, "\(field) \(problem)", details: [.field(field, problem: problem)])
    }

    /// The tenant has no such conversation, or none that the caller may see.
    static func missing(_ conversation: ConversationID) -> RPCError {
        RPCError(
            .notFound, "there is no conversation \(conversation)",
            details: [.resource(kind: "conversation", id: "\(conversation)")])
    }
}
