import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.explainFigure`: the terms of a figure, the events that it was counted from, and what
/// is assumed.
struct ExplainFigureHandler: Sendable {
    let reports: ReportReader

    static let eventCountMax = 1_000

    func handle(_ request: ExplainFigure, _ call: Call) async throws -> FigureExplanation {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        try check(request.eventCountMax, in: 1...Self.eventCountMax, "event_count_max")
        guard let recipe = Recipe(rawValue: request.figure) else {
            let words = Recipe.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid("figure", "must be one of \(words)")
        }
        let query = GetReport(
            tenantID: request.tenantID, agentID: request.agentID,
            periodStart: request.periodStart, periodEnd: request.periodEnd,
            teamID: request.teamID)
        let reading = try await reports.read(
            query, call,
            kinds: recipe.kinds, costs: recipe.costs, atMost: request.eventCountMax)
        let (value, unit, terms) = try recipe.terms(reading, seed: query.seed)
        return FigureExplanation(
            figure: request.figure, value: value, unit: unit, formula: recipe.formula,
            terms: terms, events: reading.events,
            moreEvents: reading.eventCount - reading.events.count,
            assumptions: reading.report.assumptions)
    }
}

/// How a figure is made.
private enum Recipe: String, CaseIterable {
    case trainingHours = "training_hours"
    case leadsPerHour = "leads_per_hour"
    case conversationsPerHour = "conversations_per_hour"
    case conversionRate = "conversion_rate"
    case averageQualityScore = "average_quality_score"
    case dealValue = "deal_value"
    case retentionRate = "retention_rate"
    case coachingCost = "coaching_cost"
    case netValue = "net_value"
    case projectedNetValue = "projected_net_value"

    var kinds: [String] {
        switch self {
        case .trainingHours: ["cost"]
        case .leadsPerHour: ["lead"]
        case .conversationsPerHour, .conversionRate, .averageQualityScore: ["conversation"]
        case .dealValue: ["deal"]
        // Agents and not events: who wrote or said something, and when last.
        case .retentionRate: []
        case .coachingCost: ["session", "cost"]
        case .netValue, .projectedNetValue: ["conversation", "session", "cost"]
        }
    }

    /// Categories of cost that the figure is made of.
    var costs: [CostCategory] {
        self == .trainingHours ? [.trainingHours] : CostCategory.allCases
    }

    var formula: String {
        switch self {
        case .trainingHours:
            """
            recorded training hours ÷ agents of whom they are known, less the baseline's hours for \
            the days since their first sessions that are over
            """
        case .leadsPerHour: "new leads ÷ active hours, less the baseline's"
        case .conversationsPerHour: "conversations ÷ active hours, less the baseline's"
        case .conversionRate: "conversations won ÷ known outcomes, less the baseline's"
        case .averageQualityScore:
            "mean of the conversations' quality after their last message, less the baseline's"
        case .dealValue: "amounts of closed deals ÷ deals, less the baseline's value per success"
        case .retentionRate:
            """
            agents active in the \(Retention.silentDaysMax) days before the period and still in its \
            last \(Retention.silentDaysMax) ÷ those active before, less the baseline's rate over as \
            long a period
            """
        case .coachingCost: "recorded amounts + people's hours + time in sessions × hourly cost"
        case .netValue:
            """
            (conversations won − active hours × baseline conversations per hour × baseline \
            conversion rate) × value per success + training saved − coaching cost
            """
        case .projectedNetValue:
            """
            (conversations per hour × share of known outcomes × conversion rate − the baseline's) × \
            active hours of a year × value per success + training saved − annual cost
            """
        }
    }

    func terms(
        _ reading: ReportReader.Reading, seed: UInt64
    ) throws(RPCError) -> (value: Double, unit: String, terms: [FigureTerm]) {
        let report = reading.report
        switch self {
        case .projectedNetValue: return try projected(reading, seed: seed)
        case .coachingCost:
            let amount = report.coachingCost
            return (
                Double(amount.minorUnits), "minor units of \(amount.currency)",
                lines(report) {
                    $0 != .extraValue && $0 != .trainingSaved && $0 != .traditionalTraining
                }
                    + [hourlyCost(reading.baseline)]
            )
        case .netValue:
            let amount = report.netValue.estimate
            return (
                Double(amount.minorUnits), "minor units of \(amount.currency)",
                lines(report) { $0 != .traditionalTraining } + figures(reading) + [
                    FigureTerm(
                        name: "active_hours", value: reading.activeHours, unit: "hours",
                        source: "events"),
                    money("value_per_success", reading.baseline.valuePerSuccess, reading.baseline),
                    hourlyCost(reading.baseline),
                    FigureTerm(
                        name: "coaching_cost", value: Double(report.coachingCost.minorUnits),
                        unit: "minor units of \(amount.currency)", source: "events"),
                ]
            )
        case .trainingHours, .leadsPerHour, .conversationsPerHour, .conversionRate,
            .averageQualityScore, .dealValue, .retentionRate:
            guard let figure = report.figures.first(where: { $0.name.rawValue == rawValue }) else {
                throw RPCError(
                    .failedPrecondition,
                    "nothing was recorded that \(rawValue) could be computed from")
            }
            return (
                figure.change, figure.unit,
                figures(reading).filter { $0.name.hasSuffix(rawValue) } + [
                    FigureTerm(
                        name: "observations", value: Double(figure.observations), unit: "count",
                        source: "events")
                ]
            )
        }
    }

    /// The inputs at their means, and how far each may be off by what was assumed.
    private func projected(
        _ reading: ReportReader.Reading, seed: UInt64
    ) throws(RPCError) -> (value: Double, unit: String, terms: [FigureTerm]) {
        guard let projection = reading.projection(seed: seed) else {
            throw RPCError(
                .failedPrecondition, "a year cannot be projected: \(reading.report.conclusion)")
        }
        let money = "minor units of \(reading.baseline.currency)"
        let units: [Projection.Input.Name: String] = [
            .valuePerSuccess: money, .trainingSaved: money, .annualCost: money,
            .activeHours: "hours", .conversationsPerHour: "conversations per active hour",
            .knownOutcomeShare: "share of conversations",
            .conversionRate: "share of known outcomes",
        ]
        let inputs = projection.inputs.map { input in
            FigureTerm(
                name: input.name.rawValue, value: input.mean, unit: units[input.name] ?? "",
                source: input.source)
        }
        let spreads = reading.spreads
        let assumed = [
            ("spread_of_value_per_success", spreads.valuePerSuccess),
            ("spread_of_active_hours", spreads.activeHours),
            ("spread_of_annual_cost", spreads.annualCost),
        ].map {
            FigureTerm(name: $0.0, value: $0.1, unit: "share to each side", source: spreads.source)
        }
        return (projection.estimate, money, inputs + assumed)
    }

    private func figures(_ reading: ReportReader.Reading) -> [FigureTerm] {
        reading.report.figures.flatMap { figure in
            [
                FigureTerm(
                    name: "measured_\(figure.name.rawValue)", value: figure.measured,
                    unit: figure.unit, source: "events"),
                FigureTerm(
                    name: "baseline_\(figure.name.rawValue)", value: figure.baseline,
                    unit: figure.unit, source: reading.baseline.source),
            ]
        }
    }

    private func lines(
        _ report: ReturnOnCoaching, _ isWanted: (Account.Name) -> Bool
    ) -> [FigureTerm] {
        report.accounts.filter { isWanted($0.name) }.map { account in
            FigureTerm(
                name: account.name.rawValue, value: Double(account.amount.minorUnits),
                unit: "minor units of \(account.amount.currency)", source: "events")
        }
    }

    private func hourlyCost(_ baseline: Baseline) -> FigureTerm {
        money("hourly_cost", baseline.hourlyCost, baseline)
    }

    private func money(_ name: String, _ money: Money, _ baseline: Baseline) -> FigureTerm {
        FigureTerm(
            name: name, value: Double(money.minorUnits), unit: "minor units of \(money.currency)",
            source: baseline.source)
    }
}
