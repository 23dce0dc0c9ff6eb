import CoachingContract
import CoachingDomain
import Foundation
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.saveTeam`.
struct SaveTeamHandler: Sendable {
    /// More people than this are several teams.
    static let memberCountMax = 500

    let teams: TeamStore

    func handle(_ request: Team, _ call: Call) async throws -> Team {
        _ = try Access(call, to: request.tenantID)
        if let person = call.principal, person.role != .admin {
            throw RPCError(.permissionDenied, "teams are made by admins")
        }
        try checkID(request.teamID.rawValue, "team_id")
        try checkText(request.name, "name", byteCountMax: 200)
        for agent in request.agents { try checkID(agent.rawValue, "agents") }
        for manager in request.managers { try checkID(manager, "managers") }
        try check(request.agents.count, in: 0...Self.memberCountMax, "agents")
        guard TimeZone(identifier: request.timeZone) != nil else {
            throw RPCError.invalid("time_zone", "must be an IANA time zone such as America/Chicago")
        }
        try await teams.save(request)
        return request
    }
}

/// Serves `Coaching.listTeams`.
struct ListTeamsHandler: Sendable {
    let teams: TeamStore

    func handle(_ request: ListTeams, _ call: Call) async throws -> TeamList {
        async let visible = teams.teams(of: call, request.tenantID)
        let sight = try await teams.sight(of: call, request.tenantID)
        return TeamList(teams: try await visible, agents: sight.agents?.sorted())
    }
}

/// Serves `Coaching.listEscalations`.
struct ListEscalationsHandler: Sendable {
    let teams: TeamStore
    let escalations: EscalationStore

    func handle(_ request: ListEscalations, _ call: Call) async throws -> EscalationList {
        try Access(call, to: request.tenantID).requireManager("escalations")
        try check(request.limit, in: 1...200, "limit")
        let status = try request.status.map { word throws(RPCError) in try known(word, "status") }
        let sight = try await teams.sight(of: call, request.tenantID)
        return EscalationList(
            escalations: try await escalations.escalations(
                request.tenantID, status: status, agents: sight.agents, limit: request.limit))
    }
}

/// Serves `Coaching.acknowledgeEscalation` and `resolveEscalation`; the same again changes nothing.
struct ChangeEscalationHandler: Sendable {
    static let noteByteCountMax = 2_000

    let status: EscalationStatus
    let teams: TeamStore
    let escalations: EscalationStore

    func handle(_ request: ChangeEscalation, _ call: Call) async throws -> Escalation {
        try Access(call, to: request.tenantID).requireManager("escalations")
        try checkText(request.note, "note", byteCountMax: Self.noteByteCountMax)
        if status == .resolved, request.note.allSatisfy(\.isWhitespace) {
            throw RPCError.invalid("note", "must say how it was dealt with")
        }
        let sight = try await teams.sight(of: call, request.tenantID)
        let database = escalations.database
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let found = try await escalations.escalation(
                request.escalationID, request.tenantID, in: transaction)
            guard var found, sight.includes(found.agentID) else {
                throw RPCError.missing("escalation", request.escalationID)
            }
            let isKnown = found.status.known == status && !request.includesAlike
            if isKnown || found.status.known == .resolved { return found }
            found.status = Open(status)
            found.changedBy = call.principal?.subject ?? "a service"
            found.changedAt = call.now
            found.note = request.note
            try await escalations.update(
                found, request.tenantID, includesAlike: request.includesAlike, in: transaction)
            return found
        }
    }
}
