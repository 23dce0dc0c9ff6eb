import GatewayDomain
import Identifiers
import ROIContract
import RPC

/// Asks ROI what coaching returned.
struct ROIPeer: Sendable {
    let client: Client<ROI>

    /// The last thirty days; when ROI cannot say, its reason names what is missing. Nil for an agent:
    /// costs and returns are for those who lead agents.
    func coachingReturn(
        of agent: AgentID, for person: Person, at now: Instant
    ) async -> Panel<ReturnView>? {
        guard person.role != .agent else { return nil }
        return await PeerCall.panel(
            of: "ROI",
            {
                ReturnView(
                    try await client.acting(as: person.principal).getReport(
                        GetReport(
                            tenantID: person.tenant, agentID: agent,
                            periodStart: now - .seconds(30 * 86_400), periodEnd: now),
                        timeout: PeerCall.pageTimeout))
            },
            notYet: { error in
                switch error.code {
                case .failedPrecondition: "No report yet: \(error.message)"
                case .notFound: "No report yet: nothing has been recorded."
                default: nil
                }
            })
    }
}

extension ReturnView {
    fileprivate init(_ report: ROIReport) {
        self.init(
            figures: report.figures.map {
                Figure(
                    name: $0.name, unit: $0.unit, baseline: $0.baseline, measured: $0.measured,
                    change: $0.change, lower: $0.lower, upper: $0.upper,
                    observations: $0.observations, target: $0.target)
            },
            net: report.netValue.estimate, netLower: report.netValue.lower,
            netUpper: report.netValue.upper, cost: report.coachingCost,
            conversations: report.conversations, conclusion: report.conclusion,
            assumptions: report.assumptions)
    }
}
