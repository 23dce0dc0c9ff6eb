import CoachingContract
import RPC
import Runtime

/// Serves `Coaching.listAgents`; an agent sees their own line, a manager their teams'.
struct ListAgentsHandler: Sendable {
    let performance: PerformanceStore
    let teams: TeamStore

    func handle(_ request: ListAgents, _ call: Call) async throws -> AgentList {
        let sight = try await teams.sight(of: call, request.tenantID)
        return AgentList(
            agents: try await performance.summaries(request.tenantID, agents: sight.agents))
    }
}
