import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.projectReturn`.
struct ProjectReturnHandler: Sendable {
    let reports: ReportReader

    /// Tenfold is beyond any plan.
    static let factors = 0.0...10.0

    func handle(_ request: ProjectReturn, _ call: Call) async throws -> ReturnProjection {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        let scenario = try Self.scenario(request.scenario)
        let query = GetReport(
            tenantID: request.tenantID, agentID: request.agentID,
            periodStart: request.periodStart, periodEnd: request.periodEnd,
            teamID: request.teamID)
        let reading = try await reports.read(query, call)
        guard let projection = reading.projection(scenario, seed: query.seed) else {
            let conclusion = reading.report.conclusion
            let reason =
                conclusion.isTooEarly
                ? "\(conclusion)" : "conversations with a known outcome are missing"
            throw RPCError(.failedPrecondition, "a year cannot be projected: \(reason)")
        }
        do throws(ROIRefusal) {
            return try ReturnProjection(projection, currency: reading.baseline.currency)
        } catch {
            throw RPCError(error)
        }
    }

    private static func scenario(
        _ factors: [ScenarioFactor]
    ) throws(RPCError) -> [Projection.Input.Name: Double] {
        var scenario: [Projection.Input.Name: Double] = [:]
        for factor in factors {
            guard let name = Projection.Input.Name(rawValue: factor.input) else {
                let words = Projection.Input.Name.allCases.map(\.rawValue).joined(separator: ", ")
                throw RPCError.invalid("scenario.input", "must be one of \(words)")
            }
            guard Self.factors.contains(factor.factor) else {
                throw RPCError.invalid("scenario.factor", "must be 0 to 10")
            }
            scenario[name] = factor.factor
        }
        return scenario
    }
}

extension ReturnProjection {
    fileprivate init(_ projection: Projection, currency: String) throws(ROIRefusal) {
        self.init(
            netValue: .init(
                estimate: try .rounding(projection.estimate, currency),
                lower: try .rounding(projection.interval.lower, currency),
                upper: try .rounding(projection.interval.upper, currency)),
            chanceOfLoss: projection.chanceOfLoss, breakEvenRate: projection.breakEvenRate,
            paybackMonths: projection.paybackMonths,
            inputs: projection.inputs.map {
                ProjectionInput(
                    name: $0.name.rawValue, mean: $0.mean, lower: $0.interval.lower,
                    upper: $0.interval.upper, source: $0.source)
            }, tornado: [], dayCount: projection.dayCount)
        for bar in projection.tornado {
            tornado.append(
                TornadoBar(
                    input: bar.input.rawValue, low: try .rounding(bar.low, currency),
                    high: try .rounding(bar.high, currency)))
        }
    }
}
