import Foundation
import Identifiers

/// Turns a conversation into features, one message at a time: the same code live and in training.
///
/// It knows the messages it was given and nothing after them. A message costs a few microseconds,
/// whatever the length of the conversation.
package struct FeatureExtractor: Sendable {
    private let listPrice: Double?
    private var agent = SideTally()
    private var client = SideTally()
    private var recent: [SeenMessage] = []
    private var firstSentAt: Instant?
    private var lastSentAt: Instant?
    private var lastGap = 0.0
    private var accepted = false
    private var rejected = false
    private var quit = false
    private var offerPending = false
    private var firstPrice: Double?
    private var lastPrice: Double?
    private var priceRepeated = false
    private var messagesSincePrice: Int?
    package private(set) var vector: FeatureVector

    /// `listPrice` is the asking price in major units, when there is one.
    package init(listPrice: Double?) {
        self.listPrice = listPrice.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
        vector = FeatureVector()
        vector.update(Feature.all.map(value(of:)), by: nil)
    }

    /// Counts one more message; messages come in the order of the conversation.
    package mutating func add(_ facts: MessageFacts) {
        guard let action = facts.action, !facts.isEmpty else { return }
        let message = SeenMessage(facts, listPrice: listPrice)
        let gap = lastSentAt.map { max(0, (facts.sentAt - $0).seconds) }
        let answers = recent.first.map { $0.role != message.role } ?? false
        switch message.role {
        case .agent: agent.add(message, responseSeconds: answers ? gap : nil)
        case .client: client.add(message, responseSeconds: answers ? gap : nil)
        }
        note(action)
        note(price: message.price)
        lastGap = gap ?? 0
        firstSentAt = firstSentAt ?? facts.sentAt
        lastSentAt = facts.sentAt
        recent = [message] + recent.prefix(RecentPlace.allCases.count - 1)
        vector.update(Feature.all.map(value(of:)), by: facts.messageID)
    }

    private mutating func note(_ action: MessageAction) {
        offerPending = action == .offer
        switch action {
        case .accept: accepted = true
        case .reject: rejected = true
        case .quit: quit = true
        case .message, .offer: break
        }
    }

    private mutating func note(price: Double?) {
        guard let price else {
            messagesSincePrice = messagesSincePrice.map { $0 + 1 }
            return
        }
        priceRepeated = price == lastPrice
        firstPrice = firstPrice ?? price
        lastPrice = price
        messagesSincePrice = 0
    }
}

extension FeatureExtractor {
    private func value(of feature: Feature) -> Double? {
        switch feature {
        case .whole(let feature): value(of: feature)
        case .side(let role, let feature): side(role).value(of: feature, scale: scale)
        case .acts(let role, let family): side(role).share(of: family)
        case .recent(let place, let feature): message(at: place)?.value(of: feature)
        case .recentAct(let place, let family):
            message(at: place).map { $0.families.contains(family) ? 1 : 0 }
        }
    }

    private func value(of feature: WholeFeature) -> Double? {
        switch feature {
        case .messageCount: Double(agent.messages + client.messages)
        case .elapsedSeconds: elapsed
        case .lastGapSeconds: lastGap
        case .listPriceLog: listPrice.map { log1p($0) }
        case .dealAccepted: accepted ? 1 : 0
        case .dealRejected: rejected ? 1 : 0
        case .conversationQuit: quit ? 1 : 0
        case .offerPending: offerPending ? 1 : 0
        case .lastPrice: ratio(lastPrice, to: scale)
        case .priceRepeated: priceRepeated ? 1 : 0
        case .priceGap: ratio(difference(agent.lastPrice ?? listPrice, client.lastPrice), to: scale)
        case .openingGap: ratio(difference(agent.firstPrice, client.firstPrice), to: scale)
        case .messagesSincePrice: messagesSincePrice.map(Double.init)
        case .agentWordShare: ratio(Double(agent.words), to: Double(agent.words + client.words + 1))
        }
    }

    private var elapsed: Double {
        guard let firstSentAt, let lastSentAt else { return 0 }
        return max(0, (lastSentAt - firstSentAt).seconds)
    }

    private var scale: Double? { listPrice ?? firstPrice }

    private func side(_ role: MessageRole) -> SideTally {
        switch role {
        case .agent: agent
        case .client: client
        }
    }

    private func message(at place: RecentPlace) -> SeenMessage? {
        let index =
            switch place {
            case .last: 0
            case .secondLast: 1
            }
        return index < recent.count ? recent[index] : nil
    }
}

extension SeenMessage {
    fileprivate func value(of feature: RecentFeature) -> Double? {
        switch feature {
        case .isAgents: role == .agent ? 1 : 0
        case .words: Double(words)
        case .pricesNamed: Double(priceCount)
        case .sentiment: sentiment
        }
    }
}
