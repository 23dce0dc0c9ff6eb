import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime

/// What a request may hold.
enum RequestLimits {
    /// Five pages of print: nobody says more in one message (the contract promises this limit).
    static let textByteCountMax = 16 * 1_024
    /// A long call has some hundreds of turns; more than this belongs in several requests.
    static let messageCountMax = 2_000
    static let labelByteCountMax = 1_024
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
    guard LocalZone(named: context.timeZone) != nil else {
        throw .invalid("context.time_zone", "must be an IANA name such as America/Chicago")
    }
}
