import GatewayDomain
import Identifiers
import ROIContract

/// The body of `POST /api/returns/baseline`: how it was before coaching, for the tenant's average
/// agent.
struct BaselineBody: Decodable {
    let from: String
    let to: String
    let training_hours: Double
    let conversations_per_hour: Double
    let leads_per_hour: OptionalNumber?
    /// 0–100.
    let conversion_percent: Double
    /// In `currency`, as `hourly_cost`.
    let value_per_success: Double
    let hourly_cost: Double
    /// ISO 4217.
    let currency: String
    /// 0–100.
    let quality_score: OptionalNumber?
    /// 0–100.
    let retention_percent: OptionalNumber?
    let source: String

    func request(by person: Person) throws(Problem) -> RecordBaseline {
        guard let stretch = Stretch(first: try day(from, "from"), last: try day(to, "to")) else {
            throw .invalid("from must not be after to, and a baseline is of 366 days at most.")
        }
        return RecordBaseline(
            tenantID: person.tenant, periodStart: stretch.start, periodEnd: stretch.end,
            trainingHours: training_hours, conversationsPerHour: conversations_per_hour,
            conversionRate: conversion_percent / 100,
            valuePerSuccess: try money(value_per_success, currency, "value_per_success"),
            hourlyCost: try money(hourly_cost, currency, "hourly_cost"), source: source,
            qualityScore: quality_score?.value,
            retentionRate: retention_percent?.value.map { $0 / 100 },
            leadsPerHour: leads_per_hour?.value)
    }
}

/// The body of `POST /api/returns/spreads`: by how much what a projection takes may be off, 0–100 %.
struct SpreadsBody: Decodable {
    let value_percent: Double
    let hours_percent: Double
    let cost_percent: Double
    let source: String

    func request(by person: Person) -> RecordProjectionSpreads {
        RecordProjectionSpreads(
            tenantID: person.tenant, valuePerSuccess: value_percent / 100,
            activeHours: hours_percent / 100, annualCost: cost_percent / 100, source: source)
    }
}

/// The body of `POST /api/returns/costs`; without an id it is a new entry.
struct CostBody: Decodable {
    let id: String?
    /// Nothing for a cost of the whole tenant.
    let agent: String?
    let category: String
    let amount: OptionalNumber?
    /// ISO 4217.
    let currency: String
    let hours: OptionalNumber?
    let on: String

    func request(by person: Person, newID: UUIDv7) throws(Problem) -> RecordCost {
        let day = try day(on, "on")
        var amount: Money?
        if let given = self.amount?.value { amount = try money(given, currency, "amount") }
        return RecordCost(
            tenantID: person.tenant, entryID: named(id) ?? "\(newID)",
            agentID: named(agent).map { AgentID($0) }, category: category, amount: amount,
            hours: hours?.value, incurredAt: Stretch.midnight(of: day))
    }

    private func named(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
