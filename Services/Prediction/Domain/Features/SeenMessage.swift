import Identifiers

/// A message reduced to what features are made from.
struct SeenMessage: Hashable, Sendable {
    let role: MessageRole
    let words: Int
    let typingSeconds: Double?
    let sentiment: Double?
    /// The price that the message puts on the table: the offer's, else the last plausible one.
    let price: Double?
    let priceCount: Int
    let isOffer: Bool
    let families: ActFamilies

    init(_ facts: MessageFacts, listPrice: Double?) {
        let prices = facts.prices.filter { Self.isPlausible($0, listPrice: listPrice) }
        role = facts.role
        words = facts.wordCount
        typingSeconds = facts.typingStartedAt.map { max(0, (facts.sentAt - $0).seconds) }
        sentiment = facts.sentiment
        isOffer = facts.action == .offer
        price = isOffer ? facts.offerPrice ?? prices.last : prices.last
        priceCount = isOffer && facts.offerPrice != nil ? 1 : prices.count
        families = ActFamilies(facts.acts)
    }

    /// A number far from the asking price is a year, a mileage or a size.
    private static func isPlausible(_ price: Double, listPrice: Double?) -> Bool {
        guard price > 0, price.isFinite else { return false }
        guard let listPrice else { return true }
        return (0.15...2.5).contains(price / listPrice)
    }
}
