import Identifiers

/// Follows each objection from the client's words to the answer and to what came of it.
struct ObjectionTracker: Hashable, Sendable {
    private(set) var identified = 0
    private(set) var resolved = 0
    private var open: [Open] = []

    private struct Open: Hashable, Sendable {
        var kind: ObjectionKind
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
        if let kind = turn.reading.objection, turn.action == .message {
            raise(kind, &turn)
            settle(except: kind, &turn)
        } else {
            settle(except: nil, &turn)
        }
    }

    private mutating func raise(_ kind: ObjectionKind, _ turn: inout Turn) {
        turn.acts.insert(.objection)
        if let index = open.firstIndex(where: { $0.kind == kind }) {
            open[index].isAnswered = false
        } else {
            identified += 1
            open.append(Open(kind: kind))
        }
    }

    /// Answered objections that the client no longer holds up are resolved.
    private mutating func settle(except kind: ObjectionKind?, _ turn: inout Turn) {
        guard hasMovedOn(turn) else { return }
        for objection in open where objection.isAnswered && objection.kind != kind {
            resolved += 1
            turn.make(.resolvedObjection)
        }
        open.removeAll { $0.isAnswered && $0.kind != kind }
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
        for _ in open { turn.make(.resolvedObjection) }
        resolved += open.count
        open = []
    }

    // MARK: - The agent

    private mutating func judgeAnswer(_ turn: inout Turn) {
        guard let waiting = open.firstIndex(where: { !$0.isAnswered }) else { return }
        guard turn.action == .message || turn.action == .offer else { return }
        if turn.has(.defensive) || turn.has(.unprofessional) {
            turn.make(.wasDefensive)
            turn.raise(.defensiveAnswer)
        }
        let answers = answers(in: turn)
        if answers.isEmpty {
            leave(waiting, &turn)
            return
        }
        for move in answers { turn.make(move, .objectionResponse) }
        let isPrice = open.contains { !$0.isAnswered && $0.kind == .price }
        for index in open.indices { open[index].isAnswered = true }
        let hasEvidence = turn.has(.marketEvidence) || turn.has(.benefit)
        if isPrice, !hasEvidence, !turn.isAcceptance, turn.reading.questions == 0 {
            turn.make(.noMarketOnPrice)
            turn.raise(.priceWithoutEvidence)
        }
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
        if turn.has(.benefit) || turn.has(.feature) || turn.has(.neighborhood) {
            moves.append(.valuedObjection)
        }
        if turn.has(.empathy) || turn.has(.reflection) { moves.append(.feltObjection) }
        if turn.reading.questions > 0 { moves.append(.probedObjection) }
        let gives = turn.has(.concession) || turn.acts.contains(.offer) || turn.isAcceptance
        if gives || turn.has(.holdFirm) || turn.has(.condition) { moves.append(.gaveInToObjection) }
        return moves
    }
}
