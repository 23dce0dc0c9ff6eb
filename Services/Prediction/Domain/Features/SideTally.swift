import Identifiers

/// What one side has done so far, in sums that one more message updates.
struct SideTally: Hashable, Sendable {
    private(set) var messages = 0
    private(set) var words = 0
    private var responses = Mean()
    private var typing = Mean()
    private var sentiment = Mean()
    private var lastResponse: Double?
    private(set) var firstPrice: Double?
    private(set) var lastPrice: Double?
    private var priceBefore: Double?
    private var pricesNamed = 0
    private var offersMade = 0
    private var familyCounts = [Int](repeating: 0, count: ActFamily.allCases.count)

    /// Counts a message; `responseSeconds` is nil unless it answers the other side.
    mutating func add(_ message: SeenMessage, responseSeconds: Double?) {
        messages += 1
        words += message.words
        if let responseSeconds {
            responses.add(responseSeconds)
            lastResponse = responseSeconds
        }
        if let seconds = message.typingSeconds { typing.add(seconds) }
        if let feeling = message.sentiment { sentiment.add(feeling) }
        if let price = message.price { name(price) }
        if message.isOffer { offersMade += 1 }
        for family in ActFamily.allCases where message.families.contains(family) {
            familyCounts[family.place] += 1
        }
    }

    private mutating func name(_ price: Double) {
        priceBefore = lastPrice
        firstPrice = firstPrice ?? price
        lastPrice = price
        pricesNamed += 1
    }

    func share(of family: ActFamily) -> Double? {
        messages == 0 ? nil : Double(familyCounts[family.place]) / Double(messages)
    }

    /// `scale` is what prices are divided by.
    func value(of feature: SideFeature, scale: Double?) -> Double? {
        switch feature {
        case .messages: Double(messages)
        case .words: Double(words)
        case .wordsPerMessage: messages == 0 ? nil : Double(words) / Double(messages)
        case .responseSeconds: responses.value
        case .lastResponseSeconds: lastResponse
        case .typingSeconds: typing.value
        case .pricesNamed: Double(pricesNamed)
        case .firstPrice: ratio(firstPrice, to: scale)
        case .lastPrice: ratio(lastPrice, to: scale)
        case .priceMove: ratio(difference(lastPrice, firstPrice), to: scale)
        case .lastPriceStep: ratio(difference(lastPrice, priceBefore), to: scale)
        case .offersMade: Double(offersMade)
        case .sentiment: sentiment.value
        }
    }
}

/// A running mean; nil while it is empty.
struct Mean: Hashable, Sendable {
    private var sum = 0.0
    private var count = 0

    var value: Double? { count == 0 ? nil : sum / Double(count) }

    mutating func add(_ number: Double) {
        sum += number
        count += 1
    }
}

func difference(_ left: Double?, _ right: Double?) -> Double? {
    guard let left, let right else { return nil }
    return left - right
}

func ratio(_ number: Double?, to scale: Double?) -> Double? {
    guard let number, let scale else { return nil }
    return number / scale
}
