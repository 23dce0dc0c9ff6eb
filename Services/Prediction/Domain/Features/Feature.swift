import Identifiers

/// One number that a prediction is made from.
package enum Feature: Hashable, Sendable {
    case whole(WholeFeature)
    case side(MessageRole, SideFeature)
    /// The share of a side's messages that do this.
    case acts(MessageRole, ActFamily)
    case recent(RecentPlace, RecentFeature)
    /// Whether a recent message does this: 0 or 1.
    case recentAct(RecentPlace, ActFamily)

    /// The set's name; a change of any feature's meaning changes it.
    package static let version = "conversation-1"

    /// Every feature, in the order of a vector.
    package static let all: [Feature] =
        WholeFeature.allCases.map(Feature.whole)
        + MessageRole.allCases.flatMap { role in
            SideFeature.allCases.map { .side(role, $0) }
                + ActFamily.allCases.map { .acts(role, $0) }
        }
        + RecentPlace.allCases.flatMap { place in
            RecentFeature.allCases.map { .recent(place, $0) }
                + ActFamily.allCases.map { .recentAct(place, $0) }
        }

    /// The direction in which success may move as each rises: 1 up, −1 down, 0 either way.
    ///
    /// Only where the business leaves no doubt: an offer accepted never speaks against a deal.
    package static let monotone: [Int] = all.map { feature in
        switch feature {
        case .whole(.dealAccepted): 1
        case .whole(.dealRejected), .whole(.conversationQuit): -1
        default: 0
        }
    }

    /// The names of `all`.
    package static let names = all.map(\.name)

    /// Stable, in `snake_case`: `client_last_price`, `second_last_message_rejection`.
    package var name: String {
        switch self {
        case .whole(let feature): feature.rawValue
        case .side(let role, let feature): "\(role)_\(feature.rawValue)"
        case .acts(let role, let family): "\(role)_\(family.rawValue)_share"
        case .recent(let place, let feature): "\(place.rawValue)_message_\(feature.rawValue)"
        case .recentAct(let place, let family): "\(place.rawValue)_message_\(family.rawValue)"
        }
    }
}

/// What holds of the conversation as a whole. Prices are shares of the asking price, or, without
/// one, of the first price named.
package enum WholeFeature: String, CaseIterable, Sendable {
    case messageCount = "message_count"
    case elapsedSeconds = "elapsed_seconds"
    case lastGapSeconds = "last_gap_seconds"
    /// ln(1 + asking price).
    case listPriceLog = "list_price_log"
    case dealAccepted = "deal_accepted"
    case dealRejected = "deal_rejected"
    case conversationQuit = "conversation_quit"
    case offerPending = "offer_pending"
    case lastPrice = "last_price"
    /// 1 when the newest price repeats the one before it.
    case priceRepeated = "price_repeated"
    /// What the agent last asked, or the asking price while they have named none, less what the
    /// client last offered.
    case priceGap = "price_gap"
    case openingGap = "opening_gap"
    case messagesSincePrice = "messages_since_price"
    case agentWordShare = "agent_word_share"
}

/// What one side has done so far.
package enum SideFeature: String, CaseIterable, Sendable {
    case messages
    case words
    case wordsPerMessage = "words_per_message"
    case responseSeconds = "response_seconds"
    case lastResponseSeconds = "last_response_seconds"
    case typingSeconds = "typing_seconds"
    case pricesNamed = "prices_named"
    case firstPrice = "first_price"
    case lastPrice = "last_price"
    case priceMove = "price_move"
    case lastPriceStep = "last_price_step"
    case offersMade = "offers_made"
    case sentiment
}

/// Which of the newest messages.
package enum RecentPlace: String, CaseIterable, Sendable {
    case last
    case secondLast = "second_last"
}

/// What one of the newest messages is like.
package enum RecentFeature: String, CaseIterable, Sendable {
    case isAgents = "is_agents"
    case words
    case pricesNamed = "prices_named"
    case sentiment
}
