import CoachingContract
import CoachingDomain
import Foundation
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.getTeamSummary`: the week of the team's own time zone.
struct GetTeamSummaryHandler: Sendable {
    /// Older advice has had its effect or never will.
    static let followedWeeks = 4
    /// What followed a recommendation shows within three weeks.
    static let effectWindow = Duration.seconds(21 * 86_400)

    let teams: TeamStore
    let weeks: TeamWeekStore

    func handle(_ request: GetTeamSummary, _ call: Call) async throws -> TeamSummary {
        try Access(call, to: request.tenantID).requireManager("team summaries")
        let team = try await teams.team(request.teamID, of: call, request.tenantID)
        let week = Week(
            of: request.day ?? CalendarDate(call.now, inZone: team.timeZone), in: team.timeZone)
        let (tenant, agents) = (request.tenantID, team.agents)
        async let lines = weeks.weeks(of: agents, tenant, from: week.start, to: week.end)
        async let areas = weeks.areas(of: agents, tenant, from: week.start, to: week.end)
        async let breaches = weeks.complianceAlerts(
            of: agents, tenant, from: week.start, to: week.end)
        async let open = weeks.openEscalations(of: agents, tenant)
        let known = (try await areas, try await breaches)
        let advice = try await lines.flatMap {
            Self.advice(for: $0, known.0[$0.agentID] ?? [], known.1[$0.agentID] ?? 0)
        }
        // A week that has not begun has nothing to advise on.
        if week.start <= call.now {
            try await weeks.keep(advice, team, week: week.monday, at: min(call.now, week.end))
        }
        return TeamSummary(
            teamID: team.teamID, name: team.name, weekStart: week.monday,
            agents: try await lines, recommended: advice,
            followed: try await followed(team, before: week.monday),
            openEscalations: try await open)
    }

    private static func advice(
        for week: AgentWeek, _ areas: [AreaMean], _ breaches: Int
    ) -> [Intervention] {
        InterventionRules.interventions(
            for: WeekFacts(
                areas: areas, quality: week.quality, qualityBefore: week.qualityBefore,
                adherence: week.adherence, complianceAlerts: breaches,
                conversations: week.conversations)
        ).map {
            Intervention(
                agentID: week.agentID, type: Open($0.type), area: $0.area, reason: $0.reason,
                action: $0.action)
        }
    }

    private func followed(
        _ team: Team, before monday: CalendarDate
    ) async throws -> [InterventionOutcome] {
        let kept = try await weeks.recommended(
            team, from: monday.adding(days: -7 * Self.followedWeeks), before: monday)
        var outcomes: [InterventionOutcome] = []
        for advice in kept {
            let scores = try await weeks.scores(
                of: advice.agent, team.tenantID, in: advice.area, around: advice.at,
                window: Self.effectWindow)
            let effect = BeforeAfter(before: scores.before, after: scores.after)
            outcomes.append(
                InterventionOutcome(
                    agentID: advice.agent, week: advice.week, type: Open(advice.type),
                    area: advice.area, meanBefore: effect?.meanBefore,
                    meanAfter: effect?.meanAfter, lower: effect?.lower, upper: effect?.upper,
                    verdict: Open(effect?.verdict ?? .tooEarly)))
        }
        return outcomes
    }
}

/// A week from Monday to Monday in a time zone.
struct Week: Hashable {
    let monday: CalendarDate
    let start: Instant
    let end: Instant

    /// The week that a day is in.
    init(of day: CalendarDate, in zone: String) {
        // 1970-01-01 was a Thursday.
        let sinceMonday = (day.daysSinceEpoch + 3) % 7
        monday = day.adding(days: -((sinceMonday + 7) % 7))
        start = Self.midnight(of: monday, in: zone)
        end = Self.midnight(of: monday.adding(days: 7), in: zone)
    }

    private static func midnight(of day: CalendarDate, in name: String) -> Instant {
        let zone = TimeZone(identifier: name)
        let utc = Double(day.daysSinceEpoch) * 86_400
        // The offset of that day's own morning; a change of the clock at midnight moves it by an
        // hour at most.
        let guess = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: utc)) ?? 0
        let offset =
            zone?.secondsFromGMT(for: Date(timeIntervalSince1970: utc - Double(guess))) ?? 0
        return Instant(microseconds: Int64((utc - Double(offset)) * 1_000_000))
    }
}
