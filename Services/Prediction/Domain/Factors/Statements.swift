import Foundation
import Identifiers

extension Feature {
    /// What the feature says at this value, in an agent's words; nil is a value that is not there.
    package func statement(_ value: Double?) -> String {
        switch self {
        case .whole(let feature):
            feature.statement(value)
        case .side(let role, let feature):
            "The \(role) \(value.map(feature.statement) ?? feature.absence)"
        case .acts(let role, let family):
            if let value {
                value > 0
                    ? "The \(role) \(family.habit) in \(percent(value)) of messages"
                    : "So far the \(role) \(family.omission)"
            } else {
                "The \(role) has not spoken yet"
            }
        case .recent(let place, let feature):
            "The \(place.words) message \(value.map(feature.statement) ?? feature.absence)"
        case .recentAct(let place, let family):
            if let value {
                "The \(place.words) message \(value > 0 ? family.deed : family.omission)"
            } else {
                "There is no \(place.words) message yet"
            }
        }
    }
}

extension WholeFeature {
    fileprivate func statement(_ value: Double?) -> String {
        guard let value else { return absence }
        let holds = value > 0
        return switch self {
        case .messageCount: "The conversation has \(counted(value, "message"))"
        case .elapsedSeconds: "The conversation has gone on for \(time(value))"
        case .lastGapSeconds: "The newest message came after \(time(value))"
        case .listPriceLog: "The asking price is \(grouped(expm1(value)))"
        case .dealAccepted: holds ? "An offer was accepted" : "No offer has been accepted yet"
        case .dealRejected: holds ? "An offer was rejected" : "No offer has been rejected"
        case .conversationQuit: holds ? "Somebody left" : "Nobody has left"
        case .offerPending: holds ? "An offer waits for its answer" : "No offer is waiting"
        case .lastPrice: "The newest price is \(percent(value)) of the asking price"
        case .priceRepeated:
            holds ? "The newest price repeats the one before" : "The newest price is a new one"
        case .priceGap: "The two sides are \(percent(value)) of the asking price apart"
        case .openingGap: "The first prices were \(percent(value)) of the asking price apart"
        case .messagesSincePrice: "The last price was named \(counted(value, "message")) ago"
        case .agentWordShare: "The agent has spoken \(percent(value)) of the words"
        }
    }

    private var absence: String {
        switch self {
        case .listPriceLog: "There is no asking price"
        case .priceGap: "The client has named no price to bargain about"
        case .openingGap: "The two sides have not both named a price yet"
        default: "No price has been named yet"
        }
    }
}

extension SideFeature {
    fileprivate func statement(_ value: Double) -> String {
        switch self {
        case .messages: "has sent \(counted(value, "message"))"
        case .words: "has used \(counted(value, "word"))"
        case .wordsPerMessage: "uses \(counted(value, "word")) a message"
        case .responseSeconds: "answers after \(time(value)) on average"
        case .lastResponseSeconds: "last answered after \(time(value))"
        case .typingSeconds: "types for \(time(value)) a message"
        case .pricesNamed: "has named \(counted(value, "price"))"
        case .firstPrice: "began at \(percent(value)) of the asking price"
        case .lastPrice: "stands at \(percent(value)) of the asking price"
        case .priceMove: "has moved by \(percent(value)) of the asking price"
        case .lastPriceStep: "moved by \(percent(value)) of the asking price in the last step"
        case .offersMade: "has made \(counted(value, "formal offer"))"
        case .sentiment: "sounds \(mood(value))"
        }
    }

    fileprivate var absence: String {
        switch self {
        case .messages, .words, .wordsPerMessage: "has not spoken yet"
        case .responseSeconds, .lastResponseSeconds: "has not answered yet"
        case .typingSeconds: "shows no typing times"
        case .pricesNamed, .firstPrice, .lastPrice, .priceMove, .offersMade:
            "has named no price yet"
        case .lastPriceStep: "has named no second price yet"
        case .sentiment: "shows no feeling"
        }
    }
}

extension RecentPlace {
    fileprivate var words: String {
        switch self {
        case .last: "newest"
        case .secondLast: "second newest"
        }
    }
}

extension RecentFeature {
    fileprivate func statement(_ value: Double) -> String {
        switch self {
        case .isAgents: value > 0 ? "is the agent's" : "is the client's"
        case .words: "has \(counted(value, "word"))"
        case .pricesNamed: "names \(counted(value, "price"))"
        case .sentiment: "sounds \(mood(value))"
        }
    }

    fileprivate var absence: String {
        switch self {
        case .sentiment: "shows no feeling"
        case .isAgents, .words, .pricesNamed: "is not there yet"
        }
    }
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

/// A whole number with a comma before each three digits.
private func grouped(_ number: Double) -> String {
    number.rounded().formatted(
        .number.precision(.fractionLength(0)).locale(Locale(identifier: "en_US")))
}

private func counted(_ number: Double, _ thing: String) -> String {
    let whole = Int(number.rounded())
    return "\(whole) \(thing)\(whole == 1 ? "" : "s")"
}

private func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(Int(seconds.rounded())) s"
    case ..<5_400: "\(Int((seconds / 60).rounded())) min"
    case ..<172_800: "\(Int((seconds / 3_600).rounded())) h"
    default: "\(Int((seconds / 86_400).rounded())) days"
    }
}

private func mood(_ sentiment: Double) -> String {
    switch sentiment {
    case ..<(-0.2): "unhappy"
    case 0.2...: "friendly"
    default: "neutral"
    }
}
