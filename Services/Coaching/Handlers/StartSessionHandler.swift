import CoachingContract
import CoachingDomain
import Foundation
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.startSession`: one session per agent, so a second start returns the first.
struct StartSessionHandler: Sendable {
    let sessions: SessionStore
    let teams: TeamStore
    let events: EventLog

    func handle(_ request: StartSession, _ call: Call) async throws -> CoachingSession {
        let sight = try await teams.sight(of: call, request.tenantID)
        try sight.require(request.agentID)
        _ = try known(request.intensity, "intensity")
        for channel in request.preferredChannels { _ = try known(channel, "preferred_channels") }
        if !request.timeZone.isEmpty { try checkTimeZone(request.timeZone) }
        let database = sessions.database
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            try await sessions.lock(request.agentID, request.tenantID, in: transaction)
            let open = try await sessions.openSession(
                of: request.agentID, request.tenantID, in: transaction)
            guard let open else { return try await start(request, at: call.now, in: transaction) }
            if request.keepsPaused { return open.session }
            return try await carryOn(open, at: call.now, in: transaction)
        }
    }

    private func start(
        _ request: StartSession, at now: Instant, in transaction: Transaction
    ) async throws -> CoachingSession {
        let id = SessionID(at: now)
        let life = SessionLifeCycle(startedAt: now)
        try await sessions.insert(request, id: id, life, in: transaction)
        let stored = try await sessions.session(id, request.tenantID, in: transaction)
        guard let stored else { throw RPCError.missing("session", id) }
        try await events.append(
            SessionStarted(
                sessionID: id, agentID: request.agentID, intensity: request.intensity,
                timeZone: stored.session.timeZone),
            tenant: request.tenantID, agent: request.agentID, at: now, in: transaction)
        return stored.session
    }

    /// The agent's session as it is; a paused one runs again.
    private func carryOn(
        _ open: StoredSession, at now: Instant, in transaction: Transaction
    ) async throws -> CoachingSession {
        var life = open.life
        switch try life.startRequested(at: now) {
        case .nothing:
            return open.session
        case .record:
            return try await record(
                open.inState(life), at: now, to: sessions, events, in: transaction)
        }
    }
}

/// Stores the new state of a session and publishes it.
func record(
    _ changed: StoredSession, at now: Instant, to sessions: SessionStore, _ events: EventLog,
    in transaction: Transaction
) async throws(DatabaseError) -> CoachingSession {
    let session = changed.session
    try await sessions.update(session.sessionID, session.tenantID, changed.life, in: transaction)
    try await events.append(
        SessionChanged(
            sessionID: session.sessionID, agentID: session.agentID, status: session.status,
            coachedTime: changed.life.coachedTime(at: now),
            conversationsMonitored: session.conversationsMonitored,
            alertsSent: session.alertsSent, timeZone: session.timeZone),
        tenant: session.tenantID, agent: session.agentID, at: now, in: transaction)
    return session
}

/// Throws `invalid_argument` for a zone that is not in the IANA database by its full name.
func checkTimeZone(_ name: String) throws(RPCError) {
    let isFullName = name == "UTC" || name.contains("/")
    guard isFullName, name.utf8.count <= 64, TimeZone(identifier: name) != nil else {
        throw .invalid("time_zone", "must be an IANA time zone such as America/Chicago")
    }
}
