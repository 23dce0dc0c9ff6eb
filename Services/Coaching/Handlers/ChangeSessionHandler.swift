import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Coaching.pauseSession`, `resumeSession`, `stopSession` and `cancelSession`, which differ
/// only in what they ask of the session's life cycle.
struct ChangeSessionHandler: Sendable {
    enum Change: Sendable { case pause, resume, stop, cancel }

    let change: Change
    let sessions: SessionStore
    let teams: TeamStore
    let events: EventLog

    func handle(_ request: ChangeSession, _ call: Call) async throws -> CoachingSession {
        let sight = try await teams.sight(of: call, request.tenantID)
        let database = sessions.database
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let stored = try await sessions.session(
                request.sessionID, request.tenantID, isLocked: true, in: transaction)
            guard let stored, sight.includes(stored.session.agentID) else {
                throw RPCError.missing("session", request.sessionID)
            }
            var life = stored.life
            switch try apply(to: &life, at: call.now) {
            case .nothing:
                return stored.session
            case .record:
                return try await record(
                    stored.inState(life), at: call.now, to: sessions, events, in: transaction)
            }
        }
    }

    private func apply(
        to life: inout SessionLifeCycle, at now: Instant
    ) throws(RPCError) -> SessionLifeCycle.Action {
        do throws(SessionError) {
            return switch change {
            case .pause: try life.paused(at: now)
            case .resume: try life.resumed(at: now)
            case .stop: try life.stopped(at: now)
            case .cancel: try life.cancelled(at: now)
            }
        } catch {
            switch error {
            case .ended(let status, let attempt):
                throw RPCError(
                    .failedPrecondition,
                    "the session is \(status) and cannot become \(attempt); start a new one",
                    details: [.reason("session_ended")])
            }
        }
    }
}
