import Identifiers

/// Follows each objection from the client's words to the answer and to what came of it.
struct ObjectionTracker: Hashable, Sendable {
    /// From here on an understanding reply says more than that it understands.
    static let wordsOfAnswer = 15

    private(set) var identified = 0
    private(set) var resolved = 0
    /// What was raised, in order, and whether it was resolved.
    private(set) var raised: [TalkSummary.Objection] = []
    private var open: [Open] = []

    /// Later ones are counted and no longer listed.
    static let raisedCountMax = 16

    private struct Open: Hashable, Sendable {
        var kind: ObjectionKind
        /// Where it stands in `raised`.
        var place: Int
        var isAnswered = false
        var wasLeft = false
    }

    var hasOpen: Bool { !open.isEmpty }

    mutating func observe(_ turn: inout Turn) {
        if turn.isAgent { judgeAnswer(&turn) } else { hearClient(&turn) }
    }

    // MARK: - The client

    private mutating func hearClient(_ turn: inout Turn) {
        if turn.action == .quit || turn.action == .reject || turn.has(.notInterested) {
            for _ in open { turn.make(.lostOnObjection) }
            open = []
        }
        if let kind = turn.reading.objection, turn.action == .message, !isAnswer(kind, turn) {
            raise(kind, &turn)
            settle(except: kind, &turn)
        } else {
            settle(except: nil, &turn)
        }
    }

    /// Asked about the home they live in, people say what is wrong with that one.
    private func isAnswer(_ kind: ObjectionKind, _ turn: Turn) -> Bool {
        kind == .property && turn.before?.acts.contains(.needQuestion) == true
    }

    private mutating func raise(_ kind: ObjectionKind, _ turn: inout Turn) {
        turn.acts.insert(.objection)
        if let index = open.firstIndex(where: { $0.kind == kind }) {
            open[index].isAnswered = false
        } else {
            identified += 1
            open.append(Open(kind: kind, place: raised.count))
            guard raised.count < Self.raisedCountMax else { return }
            let text = turn.reading.quotes.first { $0.cue.objection == kind }?.text ?? ""
            raised.append(
                TalkSummary.Objection(
                    messageID: turn.id, kind: kind, isResolved: false, text: text))
        }
    }

    /// Answered objections that the client no longer holds up are resolved.
    private mutating func settle(except kind: ObjectionKind?, _ turn: inout Turn) {
        guard hasMovedOn(turn) else { return }
        for objection in open where objection.isAnswered && objection.kind != kind {
            resolve(objection, &turn)
        }
        open.removeAll { $0.isAnswered && $0.kind != kind }
    }

    private mutating func resolve(_ objection: Open, _ turn: inout Turn) {
        resolved += 1
        turn.make(.resolvedObjection)
        if raised.indices.contains(objection.place) { raised[objection.place].isResolved = true }
    }

    private func hasMovedOn(_ turn: Turn) -> Bool {
        if turn.isRefusal || turn.has(.notInterested) || turn.has(.stall) { return false }
        return turn.isAcceptance || turn.has(.assent) || turn.acts.contains(.offer)
            || turn.acts.contains(.appointmentSet) || turn.acts.contains(.appointmentRequest)
            || turn.reading.questions > 0 || turn.has(.thanks)
            || turn.reading.sentiment.map { $0 >= 0.3 } ?? false
    }

    /// The agent's button that accepts or the deal itself settles what was open.
    mutating func agreed(_ turn: inout Turn) {
        for objection in open { resolve(objection, &turn) }
        open = []
    }

    // MARK: - The agent

    private mutating func judgeAnswer(_ turn: inout Turn) {
        guard turn.action == .message || turn.action == .offer, !open.isEmpty else { return }
        guard let waiting = open.firstIndex(where: { !$0.isAnswered }) else {
            return addTo(&turn)
        }
        if turn.has(.defensive) || turn.has(.unprofessional) {
            turn.make(.wasDefensive)
            turn.raise(.defensiveAnswer)
        }
        let answers = answers(in: turn)
        if answers.isEmpty {
            leave(waiting, &turn)
            return
        }
        // Who only feels with the client or asks back has opened the door and not yet answered.
        let isLong = turn.reading.wordCount >= Self.wordsOfAnswer
        let isAnswer = answers.contains {
            $0 != .probedObjection && ($0 != .feltObjection || isLong)
        }
        for move in answers { turn.make(move, isAnswer ? .objectionResponse : nil) }
        let isPrice = open.contains { !$0.isAnswered && $0.kind == .price }
        for index in open.indices { open[index].isAnswered = true }
        let hasEvidence = turn.has(.marketEvidence) || turn.has(.benefit)
        if isPrice, !hasEvidence, !turn.isAcceptance, turn.reading.questions == 0 {
            turn.make(.noMarketOnPrice)
            turn.raise(.priceWithoutEvidence)
        }
    }

    /// More grounds for an answer already given, while the client has not moved on.
    private func addTo(_ turn: inout Turn) {
        guard turn.has(.marketEvidence) || turn.has(.benefit) || turn.has(.objectionAnswer)
        else { return }
        turn.acts.insert(.objectionResponse)
    }

    private mutating func leave(_ index: Int, _ turn: inout Turn) {
        guard !open[index].wasLeft else { return }
        open[index].wasLeft = true
        turn.make(.leftObjection)
        turn.raise(.unansweredObjection)
    }

    private func answers(in turn: Turn) -> [Move] {
        var moves: [Move] = []
        if turn.has(.marketEvidence) { moves.append(.supportedObjection) }
        if turn.has(.benefit) || turn.has(.feature) || turn.has(.neighborhood)
            || turn.has(.objectionAnswer)
        {
            moves.append(.valuedObjection)
        }
        if turn.has(.empathy) || turn.has(.reflection) { moves.append(.feltObjection) }
        if turn.reading.questions > 0 { moves.append(.probedObjection) }
        let gives = turn.has(.concession) || turn.acts.contains(.offer) || turn.isAcceptance
        if gives || turn.has(.holdFirm) || turn.has(.condition) { moves.append(.gaveInToObjection) }
        return moves
    }
}
