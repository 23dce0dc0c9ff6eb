import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// Makes the summary of a team's week, and keeps what it recommends.
struct TeamSummaries: Sendable {
    /// Older advice has had its effect or never will.
    static let followedWeeks = 4
    /// What followed a recommendation shows within three weeks.
    static let effectWindow = Duration.seconds(21 * 86_400)

    let weeks: TeamWeekStore

    /// The week that a day is in, in the team's own time zone.
    func summary(
        of team: Team, on day: CalendarDate, at now: Instant
    ) async throws -> TeamSummary {
        let week = Week(of: day, in: team.timeZone)
        let (tenant, agents) = (team.tenantID, team.agents)
        async let lines = weeks.weeks(of: agents, tenant, from: week.start, to: week.end)
        async let areas = weeks.areas(of: agents, tenant, from: week.start, to: week.end)
        async let breaches = weeks.breaches(
            of: agents, tenant, from: week.start, to: week.end)
        async let open = weeks.openEscalations(of: agents, tenant)
        let known = (try await areas, try await breaches)
        let advice = try await lines.flatMap {
            Self.advice(for: $0, known.0[$0.agentID] ?? [], known.1[$0.agentID] ?? BreachCounts())
        }
        // A week that has not begun has nothing to advise on.
        if week.start <= now {
            try await weeks.keep(advice, team, week: week.monday, at: min(now, week.end))
        }
        return TeamSummary(
            teamID: team.teamID, name: team.name, weekStart: week.monday,
            agents: try await lines, recommended: advice,
            followed: try await followed(team, before: week.monday),
            openEscalations: try await open)
    }

    private static func advice(
        for week: AgentWeek, _ areas: [AreaMean], _ breaches: BreachCounts
    ) -> [Intervention] {
        InterventionRules.interventions(
            for: WeekFacts(
                areas: areas, quality: week.quality, qualityBefore: week.qualityBefore,
                adherence: week.adherence, breaches: breaches,
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
        try await weeks.recommended(
            team, from: monday.adding(days: -7 * Self.followedWeeks), before: monday,
            window: Self.effectWindow
        ).map { advice in
            let effect = BeforeAfter(before: advice.before, after: advice.after)
            return InterventionOutcome(
                agentID: advice.agent, week: advice.week, type: Open(advice.type),
                area: advice.area, meanBefore: effect?.meanBefore, meanAfter: effect?.meanAfter,
                lower: effect?.lower, upper: effect?.upper,
                verdict: Open(effect?.verdict ?? .tooEarly))
        }
    }
}
