import CoachingContract
import Identifiers
import RPC
import Runtime

/// Serves `Coaching.listSessions`.
struct ListSessionsHandler: Sendable {
    let sessions: SessionStore
    let teams: TeamStore

    func handle(_ request: ListSessions, _ call: Call) async throws -> SessionList {
        let sight = try await teams.sight(of: call, request.tenantID)
        try check(request.limit, in: 1...500, "limit")
        let status = try request.status.map { word throws(RPCError) in
            try known(word, "status")
        }
        let found = try await sessions.sessions(
            request.tenantID, agents: try sight.agents(request.agentID), status: status,
            limit: request.limit)
        return SessionList(sessions: found.map(\.session))
    }
}
