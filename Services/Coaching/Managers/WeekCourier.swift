import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// Tells managers on Monday morning how the week before was, what to do, and what the last advice
/// came to.
struct WeekCourier: Sendable {
    /// Read before the first call of the day.
    static let hour = 8

    let performance: PerformanceStore
    let teams: TeamStore
    let summaries: TeamSummaries
    let outbox: NotificationOutbox

    /// Repeating it, here or in another replica, is harmless: a team's week has one key.
    func look(at now: Instant) async throws {
        for tenant in try await performance.tenants() {
            for team in try await teams.teams(tenant) where Self.isDue(at: now, in: team.timeZone) {
                try await tell(of: team, at: now)
            }
        }
    }

    private func tell(of team: Team, at now: Instant) async throws {
        let week = Week(of: CalendarDate(now, inZone: team.timeZone), in: team.timeZone)
        let monday = week.monday.adding(days: -7)
        let session = teams.database.scoped(to: .tenant(team.tenantID))
        let key = "week.\(team.teamID).\(monday)"
        guard try await !outbox.holds(key, since: week.start, team.tenantID, in: session) else {
            return
        }
        let summary = try await summaries.summary(of: team, on: monday, at: now)
        guard summary.agents.contains(where: { $0.conversations > 0 }) else { return }
        let text = WeekLetter(summary).text
        // All or none: a key that is held is not looked at again.
        try await teams.database.withTransaction(.tenant(team.tenantID)) { transaction in
            for (recipient, channels) in Self.readers(of: team) {
                try await outbox.enqueue(
                    Notification(
                        tenant: team.tenantID, recipient: recipient, kind: .weeklySummary,
                        priority: .medium, title: "\(summary.name): the week of \(monday)",
                        body: text, subject: team.teamID.rawValue, deduplicationKey: key,
                        channels: channels),
                    at: now, in: transaction)
            }
        }
    }

    /// On their screens those whom the team names, by mail those who have said where they are reached.
    private static func readers(of team: Team) -> [(Recipient, [NotificationChannel])] {
        team.managers.map { (.manager($0), [.inAppMessage]) }
            + [(.managers(of: team.teamID), [.email])]
    }

    /// Monday from eight o'clock on, in the team's zone.
    static func isDue(at now: Instant, in zone: String) -> Bool {
        let today = CalendarDate(now, inZone: zone)
        let week = Week(of: today, in: zone)
        return today == week.monday && now >= week.start + .seconds(3_600 * hour)
    }
}
