import Identifiers

/// One line of the net value. All lines but the memorandum add up to it, to the minor unit.
package struct Account: Hashable, Sendable {
    package enum Name: String, Sendable {
        /// Of successes beyond those that the baseline leads one to expect.
        case extraValue = "value_beyond_baseline"
        case trainingSaved = "training_saved"
        case software, tokens, people
        case trainingFees = "training_fees"
        case timeInSessions = "time_in_sessions"
        /// What the agents' training would have cost without coaching; in no sum.
        case traditionalTraining = "memo_traditional_training"
    }

    package let name: Name
    /// What it adds to the net value: costs are below zero.
    package let amount: Money

    package init(name: Name, amount: Money) {
        self.name = name
        self.amount = amount
    }
}

extension Accounts {
    /// Each line is its own formula, rounded once; costs that are zero are left out.
    func lines(_ totals: Totals) throws(ROIRefusal) -> [Account] {
        let costs: [(Account.Name, Money)] = [
            (.software, cost.byCategory[.software]), (.tokens, cost.byCategory[.tokens]),
            (.people, cost.byCategory[.people]),
            (.trainingFees, cost.byCategory[.trainingHours]), (.timeInSessions, cost.sessions),
        ].compactMap { name, money in
            guard let money, money.minorUnits != 0 else { return nil }
            return (name, money)
        }
        var lines = [
            Account(
                name: .extraValue,
                amount: try .rounding(extraMinorUnits(totals), baseline.currency))
        ]
        if training.isKnown {
            lines.append(
                Account(
                    name: .trainingSaved,
                    amount: try .rounding(trainingSavedMinorUnits(totals), baseline.currency)))
        }
        for (name, money) in costs { lines.append(Account(name: name, amount: try money.negated)) }
        lines.append(Account(name: .traditionalTraining, amount: try traditionalTraining))
        return lines
    }

    private var traditionalTraining: Money {
        get throws(ROIRefusal) {
            try baseline.hourlyCost.times(
                baseline.trainingHours(in: measurement.elapsed), Double(measurement.agentCount))
        }
    }
}
