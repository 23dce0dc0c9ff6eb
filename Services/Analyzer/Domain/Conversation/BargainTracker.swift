import Identifiers

/// Follows the prices on the table: who moved, by how much, and for what in return.
struct BargainTracker: Hashable, Sendable {
    /// More offers than a bargain has; later ones still count but are not listed.
    static let offerCountMax = 64
    /// A step beyond this share of the price gives a lot away at once.
    static let largeStep = 0.1

    private(set) var offers: [PricedOffer] = []
    private(set) var isAgreed = false
    private let listPrice: Double?
    private var agentPrice: Double?
    private var clientPrice: Double?
    private var lastStep: Double?
    private var lastOfferRole: MessageRole?
    private var clientNamedPrice = false
    private var spoken: [Double] = []
    private static let spokenCountMax = 12

    init(listPrice: Double?) { self.listPrice = listPrice }

    /// A price that makes bare numbers near it prices.
    var reference: Double? { agentPrice ?? listPrice ?? clientPrice }
    /// True when the other side's offer waits for an answer by `role`.
    func offerWaits(for role: MessageRole) -> Bool {
        !isAgreed && lastOfferRole != nil && lastOfferRole != role
    }

    mutating func observe(_ turn: inout Turn) {
        let price = offeredPrice(turn)
        compare(price, &turn)
        answer(&turn)
        if let price {
            put(price, &turn)
        } else if turn.has(.goodsOffer) || turn.action == .offer {
            putForward(&turn)
        }
        if turn.isAgent { judgeWords(&turn) }
        if !turn.isAgent, !turn.reading.prices.isEmpty { clientNamedPrice = true }
        spoken = Array((spoken + turn.reading.prices).suffix(Self.spokenCountMax))
    }

    /// Tells an answer with the other side's own price from one with another.
    private func compare(_ price: Double?, _ turn: inout Turn) {
        guard let price, turn.action == .message else { return }
        let other = turn.isAgent ? clientPrice : agentPrice ?? listPrice
        turn.isCounter = other.map { $0 != price } ?? false
        turn.takesPrice =
            offerWaits(for: turn.role) && other == price && turn.reading.questions == 0
    }

    private func offeredPrice(_ turn: Turn) -> Double? {
        if turn.action == .offer {
            // A button with no price above zero offers goods or a deal.
            return (turn.buttonPrice ?? turn.reading.prices.last).flatMap { $0 > 0 ? $0 : nil }
        }
        guard turn.action == .message else { return nil }
        let tellsBudget = turn.has(.budgetAnswer) || turn.has(.financingAnswer)
        if !turn.isAgent, turn.before?.asksDecision == true, let price = turn.reading.barePrice {
            return price
        }
        let isAsked = turn.before?.acts.contains(.budgetQuestion) == true
        if !turn.isAgent, isAsked || tellsBudget && !turn.has(.offer) { return nil }
        let offers = turn.has(.offer) || turn.has(.offerHint) && !turn.has(.marketEvidence)
        return offers ? turn.reading.offeredPrice : leftOnTheTable(turn)
    }

    /// In a bargain a price that nothing tells of otherwise is put forward: `2100 and it's yours`.
    private func leftOnTheTable(_ turn: Turn) -> Double? {
        guard let price = turn.reading.barePrice, !turn.has(.marketEvidence),
            let scale = listPrice ?? (turn.isAgent ? clientPrice : agentPrice),
            Self.bargainRange.contains(price / scale)
        else { return nil }
        // Who repeats the other side's price agrees to it or complains of it.
        let other = turn.isAgent ? clientPrice : agentPrice ?? listPrice
        let agrees = turn.has(.acceptance) || turn.has(.commitment)
        let complains = turn.isRefusal || turn.reading.objection != nil
        return price == other && (!agrees || complains) ? nil : price
    }

    /// Shares of what is asked between which people bargain; other numbers are about other things.
    private static let bargainRange = 0.3...1.3

    private mutating func answer(_ turn: inout Turn) {
        switch turn.action {
        case .accept:
            turn.acts.insert(.acceptance)
            agree(&turn)
        case .reject, .quit:
            turn.acts.insert(.rejection)
        case .message, .offer:
            if accepts(turn) { turn.make(turn.isAgent ? nil : .clientAgreed, .acceptance) }
            if turn.isRefusal { turn.make(turn.isAgent ? nil : .clientRefused, .rejection) }
            let accepts = turn.isAcceptance && offerWaits(for: turn.role)
            let namesOther = !turn.reading.prices.isEmpty && !turn.takesPrice
            if accepts, !namesOther, !turn.isRefusal { agree(&turn) }
        }
        if turn.isCommitment, !turn.isAgent || turn.answersProposal {
            turn.acts.insert(.commitment)
        }
    }

    /// `Sounds good` accepts where something was put forward; elsewhere it is only friendly.
    private func accepts(_ turn: Turn) -> Bool {
        guard turn.isAcceptance else { return false }
        if !turn.isAgent, turn.isCommitment { return true }
        return turn.answersProposal || offerWaits(for: turn.role)
    }

    private mutating func agree(_ turn: inout Turn) {
        guard !isAgreed else { return }
        isAgreed = true
        turn.make(.madeDeal)
        guard let listPrice, listPrice > 0, let price = offers.last?.price else { return }
        if price >= listPrice * 0.93 { turn.make(.soldWell) }
        if price < listPrice * 0.72 { turn.make(.soldCheap) }
    }

    private mutating func put(_ price: Double, _ turn: inout Turn) {
        putForward(&turn)
        if offers.count < Self.offerCountMax {
            offers.append(PricedOffer(messageID: turn.id, role: turn.role, price: price))
        }
        // An offer by button only writes down what was agreed.
        let isWrittenDown = turn.action == .offer && (isAgreed || spoken.contains(price))
        if turn.isAgent, !isWrittenDown { judgePrice(price, &turn) }
        switch turn.role {
        case .agent: agentPrice = price
        case .client: clientPrice = price
        }
    }

    /// What is put forward waits for an answer, be it a price, goods or a deal by button.
    private mutating func putForward(_ turn: inout Turn) {
        turn.make(turn.isAgent ? nil : .clientOffered, .offer)
        lastOfferRole = turn.role
    }

    // MARK: - Judging the agent

    private mutating func judgePrice(_ price: Double, _ turn: inout Turn) {
        turn.make(.madeOffer)
        if turn.has(.marketEvidence) || turn.has(.benefit) || turn.has(.feature) {
            turn.make(.pricedWithReason)
        }
        if agentPrice == nil, let listPrice, listPrice > 0 {
            if price >= listPrice * 0.95 { turn.make(.anchored) }
            if price < listPrice * 0.8, clientPrice == nil { turn.make(.undercutSelf) }
        }
        guard let from = agentPrice ?? listPrice, price < from * 0.999, from > 0 else { return }
        turn.acts.insert(.concession)
        judgeStep(from - price, from: from, &turn)
    }

    private mutating func judgeStep(_ step: Double, from: Double, _ turn: inout Turn) {
        let isAccepted = clientPrice.map { from - step <= $0 } ?? false
        if turn.has(.condition) {
            turn.make(.conditionedConcession)
        } else if !isAccepted {
            turn.make(.gaveFreely)
            if clientPrice == nil, !clientNamedPrice, turn.action == .message {
                turn.make(.gaveEarly)
                turn.raise(.earlyConcession)
            }
        }
        if step > from * Self.largeStep, !isAccepted {
            turn.make(.gaveLarge)
            turn.raise(.largeConcession)
        } else if let lastStep, step < lastStep {
            turn.make(.gaveSmaller)
        }
        lastStep = step
    }

    private func judgeWords(_ turn: inout Turn) {
        if turn.has(.counterQuestion) { turn.make(.askedCounter) }
        if turn.has(.concession), !turn.acts.contains(.concession) {
            turn.make(turn.has(.condition) ? .conditionedConcession : .gaveFreely, .concession)
        }
        guard turn.has(.holdFirm), !isAgreed else { return }
        let hasReason = turn.has(.marketEvidence) || turn.has(.benefit) || turn.has(.feature)
        turn.make(hasReason ? .heldWithReason : .heldBarely)
        if clientPrice != nil { turn.acts.insert(.rejection) }
    }
}
