import Identifiers
import ROIDomain

/// January 2026, in UTC.
package let january = period(fromDay: 20_454, days: 31)
/// March 2026, in UTC.
package let march = period(fromDay: 20_513, days: 31)

private func period(fromDay day: Int64, days: Int64) -> Period {
    let microseconds: Int64 = 86_400_000_000
    do {
        return try Period(
            start: Instant(microseconds: day * microseconds),
            end: Instant(microseconds: (day + days) * microseconds))
    } catch {
        preconditionFailure("\(error)")
    }
}

package func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: "USD") }

/// Two conversations an hour, a tenth of them won, $1,000 each, an hour costs $40.
package func baseline(
    period: Period = january, conversationsPerHour: Double = 2, conversionRate: Double = 0.1,
    hourlyCost: Money = usd(4_000)
) throws -> Baseline {
    try Baseline(
        period: period, trainingHours: 10, conversationsPerHour: conversationsPerHour,
        conversionRate: conversionRate, valuePerSuccess: usd(100_000), hourlyCost: hourlyCost,
        source: "CRM export")
}

package func day(_ number: Int) -> CalendarDate { march.start.utcDay.adding(days: number) }

/// Days with ten conversations in four hours each, won by a rule.
package func days(
    agents: Int, count: Int, coached: Duration = .seconds(3_600), wins: (Int, Int) -> Int
) -> [AgentActivity] {
    (0..<agents).flatMap { agent in
        (0..<count).map { number in
            AgentActivity(
                agentID: AgentID("a\(agent)"), day: day(number), conversations: 10,
                knownOutcomes: 10, successes: wins(agent, number), activeQuarters: 20,
                coachedTime: coached)
        }
    }
}

package func cost(
    _ id: String, _ category: CostCategory, agent: AgentID? = nil, amount: Money? = nil,
    hours: Double? = nil, at instant: Instant = march.start
) throws -> CostEntry {
    try CostEntry(
        id: id, agentID: agent, category: category, amount: amount, hours: hours,
        incurredAt: instant)
}

package func report(
    _ days: [AgentActivity], costs: [CostEntry] = [], deals: [Deal] = [],
    retention: Retention? = nil, against baseline: Baseline,
    tenantAgents: Int? = nil, over period: Period = march, asOf: Instant? = nil,
    coachedAgents: Int? = nil, coachedSince: Instant? = nil, strayCosts: [CostEntry] = []
) throws -> ReturnOnCoaching {
    var generator = SplitMix64(seed: 1)
    let agents = Set(days.map(\.agentID))
    let since = coachedSince ?? period.start
    let measurement = Measurement(
        period: period, asOf: asOf, activity: days, costs: costs, strayCosts: strayCosts,
        deals: deals, retention: retention, coachedAgentCount: coachedAgents ?? agents.count,
        tenantAgentCount: tenantAgents ?? coachedAgents ?? agents.count,
        coachedSince: Dictionary(uniqueKeysWithValues: agents.map { ($0, since) }))
    return try ReturnOnCoaching(measurement, against: baseline, using: &generator)
}
