import Identifiers

/// What was asked and what was answered of the things that a first talk finds out.
package struct Qualification: Hashable, Sendable {
    package var item: QualificationItem
    /// The agent's first message that asked.
    package var askedIn: MessageID?
    /// The client's first message that told, asked or not.
    package var answeredIn: MessageID?
}

/// Ticks off a first talk's questions as they are asked, and again as they are answered.
struct QualificationTracker: Hashable, Sendable {
    private(set) var items = QualificationItem.allCases.map { Qualification(item: $0) }
    /// Asked, and the client has not spoken since.
    private var waiting: Set<Int> = []

    private static let questions: [(QualificationItem, Cue)] = [
        (.motivation, .motivationQuestion), (.side, .sideQuestion), (.budget, .budgetQuestion),
        (.authority, .authorityQuestion), (.need, .needQuestion), (.timeline, .timelineQuestion),
        (.location, .locationQuestion), (.financing, .financingQuestion),
        (.ownership, .ownershipQuestion),
    ]
    private static let answers: [(QualificationItem, Cue)] = [
        (.motivation, .motivationAnswer), (.side, .sideAnswer), (.budget, .budgetAnswer),
        (.authority, .authorityAnswer), (.authority, .authorityObjection), (.need, .needAnswer),
        (.timeline, .timelineAnswer), (.location, .locationAnswer),
        (.financing, .financingAnswer), (.ownership, .ownershipAnswer),
    ]

    mutating func observe(_ turn: Turn) {
        if turn.isAgent { hearAgent(turn) } else { hearClient(turn) }
        if turn.acts.contains(.appointmentSet) { answer(.appointment, turn) }
    }

    private mutating func hearAgent(_ turn: Turn) {
        let isAsking = turn.reading.questions > 0
        for (item, cue) in Self.questions where isAsking && turn.has(cue) { ask(item, turn) }
        if turn.has(.agreementMention) { ask(.agreement, turn) }
        if turn.acts.contains(.appointmentRequest) { ask(.appointment, turn) }
    }

    private mutating func hearClient(_ turn: Turn) {
        for (item, cue) in Self.answers where turn.has(cue) { answer(item, turn) }
        if turn.has(.agreementMention), turn.has(.assent) { answer(.agreement, turn) }
        // A number from the client shows the range as well as an answer would.
        if !turn.reading.prices.isEmpty { answer(.budget, turn) }
        let tells = turn.reading.wordCount > turn.reading.questions && !turn.has(.stall)
        if tells, turn.action == .message {
            let meeting = place(.appointment)
            for place in waiting where place != meeting { answer(items[place].item, turn) }
        }
        waiting = []
    }

    private mutating func ask(_ item: QualificationItem, _ turn: Turn) {
        let place = place(item)
        if items[place].askedIn == nil { items[place].askedIn = turn.id }
        waiting.insert(place)
    }

    private mutating func answer(_ item: QualificationItem, _ turn: Turn) {
        let place = place(item)
        if items[place].answeredIn == nil { items[place].answeredIn = turn.id }
    }

    private func place(_ item: QualificationItem) -> Int {
        QualificationItem.allCases.firstIndex(of: item) ?? 0
    }
}
