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

    let tenant: String
    let agent, team: String?
    let periodStart, periodEnd: Int64
    let figures: [Line]
    let currency: String
    let netValue, netValueLower95, netValueUpper95, coachingCost: Int64
    let accounts: [Account]
    let conversations, agents: Int
    let conclusion: String
    let assumptions: [String]

    init(_ report: ReturnOnCoaching, _ query: GetReport) {
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

extension ReturnOnCoaching {
    /// One line a figure, with the net value and the cost below.
    var csv: String {
        var lines = ["figure,unit,baseline,measured,change,lower95,upper95,observations,target"]
        for figure in figures {
            lines.append(
                """
                \(figure.name.rawValue),\(figure.unit),\(figure.baseline),\(figure.measured),\
                \(figure.change),\(figure.interval.lower),\(figure.interval.upper),\
                \(figure.observations),\(figure.target.map { "\($0)" } ?? "")
                """)
        }
        lines.append(
            """
            net_value,minor units of \(netValue.estimate.currency),,\
            \(netValue.estimate.minorUnits),,\
            \(netValue.lower.minorUnits),\(netValue.upper.minorUnits),\(conversations),
            """)
        lines.append(
            """
            coaching_cost,minor units of \(coachingCost.currency),,\
            \(coachingCost.minorUnits),,,,,
            """)
        for account in accounts {
            lines.append(
                """
                account_\(account.name.rawValue),minor units of \(account.amount.currency),,\
                \(account.amount.minorUnits),,,,,
                """)
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
