import Identifiers

/// What coaching returned in a period, against a baseline.
///
/// The agents are expected to have brought in, in the hours in which they were active, what the
/// baseline says for so many hours. What they brought in beyond that, with the training that was
/// saved and less what coaching cost, is the net value.
package struct ReturnOnCoaching: Hashable, Sendable {
    package let figures: [Figure]
    package let netValue: MoneyEstimate
    /// What the net value is made of.
    package let accounts: [Account]
    package let coachingCost: Money
    package let conversations: Int
    package let agents: Int
    package let conclusion: Conclusion
    package let assumptions: [String]
    /// Nil when it cannot be told.
    package let pace: MeasuredPace?

    /// O(replicates × units).
    ///
    /// - Parameter generator: decides the resampling; the same state gives the same report.
    package init(
        _ measurement: Measurement, against baseline: Baseline,
        targets: PlanTargets = .product, spreads: ProjectionSpreads = .product,
        using generator: inout some RandomNumberGenerator
    ) throws(ROIRefusal) {
        let training = measurement.training(against: baseline)
        let units = measurement.units(training)
        let totals = units.reduce(.zero, +)
        guard totals.conversations > 0 else { throw .noConversations }
        let cost = try CoachingCost(measurement, hourlyCost: baseline.hourlyCost)
        try measurement.requireDeals(in: baseline.currency)
        let bootstrap = Bootstrap(units, using: &generator)
        let books = Accounts(
            measurement: measurement, baseline: baseline, cost: cost, training: training)

        let activeUnits = units.count { $0.conversations > 0 }
        agents = measurement.agentCount
        conversations = Int(totals.conversations)
        coachingCost = try cost.total
        figures = books.figures(bootstrap, totals, targets)
        accounts = try books.lines(totals)
        netValue = try books.netValue(bootstrap, of: accounts)
        conclusion = Conclusion(
            net: netValue, unitCount: activeUnits, unit: measurement.unit,
            knownOutcomes: Int(totals.knownOutcomes), baselineRate: baseline.conversionRate)
        pace = MeasuredPace(
            bootstrap, books, activeHours: totals.activeHours, over: measurement.elapsed.length)
        assumptions = books.assumptions(
            unitCount: units.count, activeHours: totals.activeHours,
            expected: try baseline.value(ofHours: totals.activeHours), spreads: spreads)
    }
}

/// The figures of one report, each as a function of sums, so that every replicate can be asked.
struct Accounts {
    let measurement: Measurement
    let baseline: Baseline
    let cost: CoachingCost
    let training: TrainingHours

    /// Of those of whom training is known.
    private var expectedTrainingHours: Double {
        training.expected / Double(max(1, training.agentCount))
    }

    private func recordedTrainingHours(_ totals: Totals) -> Double {
        expectedTrainingHours - totals.trainingHoursSaved / Double(max(1, training.agentCount))
    }

    /// Those that something was recorded for, before coaching and since.
    func figures(
        _ bootstrap: Bootstrap<Totals>, _ totals: Totals, _ targets: PlanTargets
    ) -> [Figure] {
        [
            training.isKnown
                ? figure(
                    .trainingHours, "hours per agent of whom they are known", bootstrap,
                    baseline: expectedTrainingHours,
                    target: expectedTrainingHours * targets.trainingHours,
                    observations: training.agentCount, { recordedTrainingHours($0) })
                : nil,
            baseline.leadsPerHour.flatMap {
                figure(
                    .leadsPerHour, "new leads per active hour", bootstrap, baseline: $0,
                    target: $0 * targets.leadsPerHour, observations: Int(totals.leads),
                    \.leadsPerHour)
            },
            figure(
                .conversationsPerHour, "conversations per active hour", bootstrap,
                baseline: baseline.conversationsPerHour,
                target: baseline.conversationsPerHour * targets.conversationsPerHour,
                observations: Int(totals.conversations), \.conversationsPerHour),
            figure(
                .conversionRate, "share of known outcomes", bootstrap,
                baseline: baseline.conversionRate,
                target: min(1, baseline.conversionRate * targets.conversionRate),
                observations: Int(totals.knownOutcomes), \.conversionRate),
            baseline.qualityScore.flatMap {
                figure(
                    .averageQualityScore, "points of 100", bootstrap, baseline: $0, target: nil,
                    observations: Int(totals.rated), \.averageQuality)
            },
            figure(
                .dealValue, Figure.moneyUnit + baseline.currency, bootstrap,
                baseline: Double(baseline.valuePerSuccess.minorUnits), target: nil,
                observations: Int(totals.deals), \.averageDealValue),
            retention,
        ].compactMap { $0 }
    }

    /// Agents stay or leave once, so nothing is resampled: the interval is Wilson's.
    private var retention: Figure? {
        guard let retention = measurement.retention, retention.present > 0,
            let expected = baseline.retentionRate(in: measurement.elapsed)
        else { return nil }
        let range = Interval(share: retention.stayed, of: retention.present)
        let measured = Double(retention.stayed) / Double(retention.present)
        return Figure(
            name: .retentionRate, unit: "share of the agents there before", baseline: expected,
            measured: measured, change: measured - expected,
            interval: Interval(lower: range.lower - expected, upper: range.upper - expected),
            observations: retention.present, target: nil)
    }

    /// Nil when nothing was observed that the figure could be computed from.
    private func figure(
        _ name: Figure.Name, _ unit: String, _ bootstrap: Bootstrap<Totals>, baseline: Double,
        target: Double?, observations: Int, _ statistic: (Totals) -> Double
    ) -> Figure? {
        guard let (change, interval) = bootstrap.estimate({ statistic($0) - baseline }) else {
            return nil
        }
        return Figure(
            name: name, unit: unit, baseline: baseline, measured: change + baseline,
            change: change, interval: interval, observations: observations, target: target)
    }

    /// In minor units: what came in beyond the expected, training saved, less what coaching cost.
    func netMinorUnits(_ totals: Totals) -> Double {
        let extra = extraMinorUnits(totals)
        let hour = Double(baseline.hourlyCost.minorUnits)
        let spent = totals.coachedHours * hour + Double(cost.recorded.minorUnits)
        return extra + trainingSavedMinorUnits(totals) - spent
    }

    /// Of successes beyond those that the baseline says for the same active hours.
    func extraMinorUnits(_ totals: Totals) -> Double {
        let expected =
            totals.activeHours * baseline.conversationsPerHour * baseline.conversionRate
        return (totals.successes - expected) * Double(baseline.valuePerSuccess.minorUnits)
    }

    func trainingSavedMinorUnits(_ totals: Totals) -> Double {
        totals.trainingHoursSaved * Double(baseline.hourlyCost.minorUnits)
    }

    /// The sum of the account's lines, each rounded by itself, with the interval of the bootstrap.
    func netValue(
        _ bootstrap: Bootstrap<Totals>, of lines: [Account]
    ) throws(ROIRefusal) -> MoneyEstimate {
        guard let (_, interval) = bootstrap.estimate(netMinorUnits) else { throw .amountTooLarge }
        var sum = Money.zero(baseline.currency)
        for line in lines where line.name != .traditionalTraining {
            sum = try sum.plus(line.amount)
        }
        return MoneyEstimate(
            estimate: sum,
            lower: try .rounding(interval.lower, baseline.currency),
            upper: try .rounding(interval.upper, baseline.currency))
    }
}
