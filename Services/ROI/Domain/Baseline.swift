import Glibc
import Identifiers

/// How things were before coaching, for the average agent of a tenant or for one agent.
package struct Baseline: Hashable, Sendable {
    package let period: Period
    /// Hours of training that one agent needed in the baseline's period.
    package let trainingHours: Double
    /// New leads, where they were counted.
    package let leadsPerHour: Double?
    package let conversationsPerHour: Double
    /// 0–1 of the conversations with a known outcome.
    package let conversionRate: Double
    package let valuePerSuccess: Money
    package let hourlyCost: Money
    /// The conversations' mean quality, 0–100, where it was measured.
    package let qualityScore: Double?
    /// 0–1 of the agents there at the start of the baseline's period were there at its end.
    package let retentionRate: Double?
    /// Where the figures come from.
    package let source: String
    /// Nil before it is.
    package let recordedAt: Instant?

    /// Refuses figures that cannot be, naming the first that is wrong.
    package init(
        period: Period, trainingHours: Double, leadsPerHour: Double? = nil,
        conversationsPerHour: Double,
        conversionRate: Double, valuePerSuccess: Money, hourlyCost: Money,
        qualityScore: Double? = nil, retentionRate: Double? = nil, source: String,
        recordedAt: Instant? = nil
    ) throws(RecordFault) {
        try RecordFault.check(trainingHours, named: "training_hours", in: 0...RecordFault.hoursMax)
        try RecordFault.check(conversationsPerHour, named: "conversations_per_hour", in: 0...10_000)
        if let leadsPerHour {
            try RecordFault.check(leadsPerHour, named: "leads_per_hour", in: 0...10_000)
        }
        try RecordFault.check(conversionRate, named: "conversion_rate", in: 0...1)
        if let qualityScore {
            try RecordFault.check(qualityScore, named: "quality_score", in: 0...100)
        }
        if let retentionRate {
            try RecordFault.check(retentionRate, named: "retention_rate", in: 0...1)
        }
        try RecordFault.check(valuePerSuccess, named: "value_per_success")
        try RecordFault.check(hourlyCost, named: "hourly_cost")
        guard valuePerSuccess.currency == hourlyCost.currency else {
            throw RecordFault("value_per_success and hourly_cost must be in one currency")
        }
        guard !source.isEmpty else {
            throw RecordFault("source must say where the baseline's figures come from")
        }
        self.period = period
        self.trainingHours = trainingHours
        self.leadsPerHour = leadsPerHour
        self.conversationsPerHour = conversationsPerHour
        self.conversionRate = conversionRate
        self.valuePerSuccess = valuePerSuccess
        self.hourlyCost = hourlyCost
        self.qualityScore = qualityScore
        self.retentionRate = retentionRate
        self.source = source
        self.recordedAt = recordedAt
    }

    package var currency: String { hourlyCost.currency }

    /// What an agent who works as before brings in so many hours.
    package func value(ofHours hours: Double) throws(ROIRefusal) -> Money {
        try valuePerSuccess.times(conversationsPerHour, conversionRate, hours)
    }

    /// Hours of training that an agent would have needed in `other`.
    package func trainingHours(in other: Period) -> Double {
        trainingHours * share(of: other)
    }

    /// How many of the agents would have stayed for as long as `other` is: as many leave each day.
    func retentionRate(in other: Period) -> Double? {
        retentionRate.map { pow($0, share(of: other)) }
    }

    private func share(of other: Period) -> Double {
        other.length.seconds / period.length.seconds
    }
}

/// A stretch of time, its end left out.
package struct Period: Hashable, Sendable {
    package let start: Instant
    package let end: Instant

    /// Ten years: more is a mistake in a date.
    static let lengthMax = Duration.seconds(3_653 * 86_400)

    package init(start: Instant, end: Instant) throws(RecordFault) {
        guard start < end else { throw RecordFault("period_start must be before period_end") }
        guard end.microseconds.subtractingReportingOverflow(start.microseconds).overflow == false,
            end - start <= Self.lengthMax
        else { throw RecordFault("a period is at most ten years long") }
        self.start = start
        self.end = end
    }

    package var length: Duration { end - start }

    package func overlaps(_ other: Period) -> Bool { start < other.end && other.start < end }
}
