import CoachingContract
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Coaching.getSession`.
struct GetSessionHandler: Sendable {
    let sessions: SessionStore
    let teams: TeamStore

    func handle(_ request: ChangeSession, _ call: Call) async throws -> CoachingSession {
        let sight = try await teams.sight(of: call, request.tenantID)
        let stored = try await sessions.session(
            request.sessionID, request.tenantID,
            in: sessions.database.scoped(to: .tenant(request.tenantID)))
        guard let stored, sight.includes(stored.session.agentID) else {
            throw RPCError.missing("session", request.sessionID)
        }
        return stored.session
    }
}
