import CoachingContract
import RPC
import Runtime

/// Serves `Coaching.listAgents`; an agent sees their own line.
struct ListAgentsHandler: Sendable {
    let performance: PerformanceStore

    func handle(_ request: ListAgents, _ call: Call) async throws -> AgentList {
        let access = try Access(call, to: request.tenantID)
        return AgentList(
            agents: try await performance.summaries(request.tenantID, agent: access.onlyAgent))
    }
}
