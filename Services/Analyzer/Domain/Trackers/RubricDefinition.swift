import Identifiers

/// What a tenant wants to be done in a conversation, and what each part counts.
package struct RubricDefinition: Hashable, Sendable {
    package struct Criterion: Hashable, Sendable {
        package var name: String
        package var weight: Double
        package var asked: [RubricSignal]
        package var answered: [RubricSignal]

        package init(
            name: String, weight: Double, asked: [RubricSignal], answered: [RubricSignal]
        ) {
            (self.name, self.weight, self.asked, self.answered) = (name, weight, asked, answered)
        }
    }

    package let name: String
    package let version: Int
    package let criteria: [Criterion]

    package init(name: String, version: Int, criteria: [Criterion]) {
        (self.name, self.version, self.criteria) = (name, version, criteria)
    }
}

/// What shows that an item was asked or answered.
package enum RubricSignal: Hashable, Sendable {
    case act(MessageAct)
    case tracker(String)

    /// Reads `act:NAME` and `tracker:NAME`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        switch parts[0] {
        case "act":
            guard let act = MessageAct(rawValue: parts[1]) else { return nil }
            self = .act(act)
        case "tracker": self = .tracker(parts[1])
        default: return nil
        }
    }
}

/// How a conversation meets a rubric, with the messages that show it.
package struct RubricResult: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        package var criterion: RubricDefinition.Criterion
        package var asked: [MessageID]
        package var answered: [MessageID]

        /// 1 for asked and answered; half for asked alone.
        package var share: Double {
            if asked.isEmpty { return criterion.answered.isEmpty || answered.isEmpty ? 0 : 0.5 }
            return criterion.answered.isEmpty || !answered.isEmpty ? 1 : 0.5
        }
    }

    package let rubric: RubricDefinition
    package let items: [Item]

    /// 0–100.
    package var score: Double {
        let all = items.reduce(0) { $0 + $1.criterion.weight }
        let met = items.reduce(0) { $0 + $1.criterion.weight * $1.share }
        return all == 0 ? 0 : 100 * met / all
    }
}
