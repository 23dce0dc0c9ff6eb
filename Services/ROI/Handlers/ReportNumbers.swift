import Foundation
import Identifiers
import ROIContract
import ROIDomain

/// The numbers of a report, as they are kept and hashed: keys sorted, instants in microseconds.
struct ReportNumbers: Encodable {
    struct Line: Encodable {
        let name: String
        let unit: String
        let baseline, measured, change, lower95, upper95: Double
        let observations: Int
        let target: Double?
    }

    struct Account: Encodable {
        let name: String
        let amount: Int64
    }

    /// What the report compares with.
    struct Before: Encodable {
        let source: String
        let periodStart, periodEnd: Int64
        let recordedAt: Int64?
        let trainingHours, conversationsPerHour, conversionRate: Double
        let leadsPerHour, qualityScore, retentionRate: Double?
        let valuePerSuccess, hourlyCost: Int64

        init(_ baseline: Baseline) {
            source = baseline.source
            periodStart = baseline.period.start.microseconds
            periodEnd = baseline.period.end.microseconds
            recordedAt = baseline.recordedAt?.microseconds
            trainingHours = baseline.trainingHours
            conversationsPerHour = baseline.conversationsPerHour
            conversionRate = baseline.conversionRate
            leadsPerHour = baseline.leadsPerHour
            qualityScore = baseline.qualityScore
            retentionRate = baseline.retentionRate
            valuePerSuccess = baseline.valuePerSuccess.minorUnits
            hourlyCost = baseline.hourlyCost.minorUnits
        }
    }

    let tenant: String
    let agent, team: String?
    let periodStart, periodEnd, asOf: Int64
    let baseline: Before
    let figures: [Line]
    let currency: String
    let netValue, netValueLower95, netValueUpper95, coachingCost: Int64
    let accounts: [Account]
    let conversations, agents: Int
    let conclusion: String
    let assumptions: [String]

    init(_ reading: ReportReader.Reading, _ query: GetReport) {
        let report = reading.report
        asOf = reading.asOf.microseconds
        baseline = Before(reading.baseline)
        tenant = query.tenantID.rawValue
        agent = query.agentID?.rawValue
        team = query.teamID?.rawValue
        periodStart = query.periodStart.microseconds
        periodEnd = query.periodEnd.microseconds
        figures = report.figures.map {
            Line(
                name: $0.name.rawValue, unit: $0.unit, baseline: $0.baseline,
                measured: $0.measured, change: $0.change, lower95: $0.interval.lower,
                upper95: $0.interval.upper, observations: $0.observations, target: $0.target)
        }
        currency = report.coachingCost.currency
        netValue = report.netValue.estimate.minorUnits
        netValueLower95 = report.netValue.lower.minorUnits
        netValueUpper95 = report.netValue.upper.minorUnits
        coachingCost = report.coachingCost.minorUnits
        accounts = report.accounts.map {
            Account(name: $0.name.rawValue, amount: $0.amount.minorUnits)
        }
        conversations = report.conversations
        agents = report.agents
        conclusion = report.conclusion.description
        assumptions = report.assumptions
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// SHA-256 of the text, hexadecimal.
    static func hash(of json: String) -> String {
        ReportSeal.digest(of: Array(json.utf8))
    }
}
