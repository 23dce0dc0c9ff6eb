import Identifiers

/// Follows what the agent asked and what the client told: budget, authority, need and timeline.
struct DiscoveryTracker: Hashable, Sendable {
    /// By this many of the agent's messages a question is due, and one about needs.
    static let questionDue = 4
    static let needsDue = 5
    static let budgetDue = 5
    static let timelineDue = 8

    private(set) var questionsAsked = 0
    private(set) var answersHeard = 0
    private var known: Set<Topic> = []
    private var asked: Set<Topic> = []
    private var priceIsOpen = false
    private var isAboutProperty = false

    enum Topic: Hashable, Sendable { case budget, authority, need, timeline }

    mutating func observe(_ turn: inout Turn) {
        isAboutProperty = isAboutProperty || turn.has(.feature)
        if turn.isAgent { judgeAgent(&turn) } else { hearClient(&turn) }
    }

    /// True when enough is known to call the conversation informative.
    var hasGathered: Bool { questionsAsked >= 2 && (!known.isEmpty || answersHeard >= 2) }

    private mutating func judgeAgent(_ turn: inout Turn) {
        let reading = turn.reading
        questionsAsked += reading.questions
        if reading.openQuestions > 0 { turn.make(.askedOpen) }
        if reading.closedQuestions > 0 { turn.make(.askedClosed) }
        ask(.budget, .budgetQuestion, .askedBudget, .budgetQuestion, &turn)
        ask(.authority, .authorityQuestion, .askedAuthority, .authorityQuestion, &turn)
        if !asksSomethingElse(turn) { ask(.need, .needQuestion, .askedNeed, .needQuestion, &turn) }
        ask(.timeline, .timelineQuestion, .askedTimeline, .timelineQuestion, &turn)
        if turn.has(.feature), turn.before?.namedFeature == true { turn.make(.metNeed) }
        remind(&turn)
    }

    /// `Would you like me to write it up?` has the words of a question about needs.
    private func asksSomethingElse(_ turn: Turn) -> Bool {
        turn.reading.questions == 1
            && (turn.has(.trialClose) || turn.has(.appointmentAsk) || turn.has(.timelineQuestion)
                || turn.has(.budgetQuestion) || turn.has(.authorityQuestion))
    }

    private mutating func ask(
        _ topic: Topic, _ cue: Cue, _ move: Move, _ act: MessageAct, _ turn: inout Turn
    ) {
        guard turn.has(cue), turn.reading.questions > 0 || turn.has(.reflection) else { return }
        asked.insert(topic)
        turn.make(move, act)
    }

    private func remind(_ turn: inout Turn) {
        let count = turn.agentMessageCount
        if count == Self.questionDue, questionsAsked == 0 {
            turn.make(.askedNothing)
            turn.raise(.noDiscovery)
        }
        if count == Self.needsDue, asked.isEmpty { turn.make(.askedNoNeeds) }
        if count >= Self.budgetDue, priceIsOpen, isUnknown(.budget) { turn.raise(.noBudget) }
        if count >= Self.timelineDue, isAboutProperty, isUnknown(.timeline) {
            turn.raise(.noTimeline)
        }
    }

    private func isUnknown(_ topic: Topic) -> Bool {
        !known.contains(topic) && !asked.contains(topic)
    }

    private mutating func hearClient(_ turn: inout Turn) {
        let answers: [(Cue, Topic)] = [
            (.budgetAnswer, .budget), (.authorityAnswer, .authority), (.needAnswer, .need),
            (.timelineAnswer, .timeline),
        ]
        for (cue, topic) in answers where turn.has(cue) {
            known.insert(topic)
            turn.acts.insert(.information)
        }
        if turn.reading.objection == .price { priceIsOpen = true }
        // A number from the client shows the range as well as an answer would.
        if !turn.reading.prices.isEmpty { known.insert(.budget) }
        if turn.before?.isQuestion == true, turn.reading.wordCount >= 3 {
            answersHeard += 1
            turn.acts.insert(.information)
            turn.make(.clientTold)
        }
    }
}
