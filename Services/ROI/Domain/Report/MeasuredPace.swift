import Identifiers

/// What was measured in a period, as a projection goes on from it: by the hour and by the year.
package struct MeasuredPace: Hashable, Sendable {
    let activeHours: Double
    /// How many stretches as long as that of the report a year has.
    let periodsInYear: Double
    let inputs: [Projection.Input]
    /// The inputs' values in each resampling, which belong together.
    let samples: [Projection.Values]

    /// Nil when nothing was observed that the figures could be computed from.
    init?(
        _ bootstrap: Bootstrap<Totals>, _ books: Accounts, activeHours: Double,
        over length: Duration
    ) {
        let periodsInYear = Projection.yearSeconds / length.seconds
        var measures: [(name: Projection.Input.Name, measure: (Totals) -> Double)] = [
            (.conversationsPerHour, \.conversationsPerHour),
            (.knownOutcomeShare, \.knownOutcomeShare), (.conversionRate, \.conversionRate),
        ]
        if books.training.isKnown {
            measures.append(
                (.trainingSaved, { books.trainingSavedMinorUnits($0) * periodsInYear }))
        }
        var inputs: [Projection.Input] = []
        for (name, measure) in measures {
            guard let (value, interval) = bootstrap.estimate(measure) else { return nil }
            inputs.append(
                Projection.Input(name, mean: value, interval: interval, source: "measured"))
        }
        self.activeHours = activeHours
        self.periodsInYear = periodsInYear
        self.inputs = inputs
        samples = bootstrap.replicates.map { totals in
            Dictionary(uniqueKeysWithValues: measures.map { ($0.name, $0.measure(totals)) })
        }.filter { $0.values.allSatisfy(\.isFinite) }
    }
}
