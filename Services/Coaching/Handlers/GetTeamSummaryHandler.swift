import CoachingContract
import Identifiers
import RPC
import Runtime

/// Serves `Coaching.getTeamSummary`: the week of the team's own time zone.
struct GetTeamSummaryHandler: Sendable {
    let teams: TeamStore
    let summaries: TeamSummaries

    func handle(_ request: GetTeamSummary, _ call: Call) async throws -> TeamSummary {
        try Access(call, to: request.tenantID).requireManager("team summaries")
        let team = try await teams.team(request.teamID, of: call, request.tenantID)
        let day = request.day ?? CalendarDate(call.now, inZone: team.timeZone)
        return try await summaries.summary(of: team, on: day, at: call.now)
    }
}
