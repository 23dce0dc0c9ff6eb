import GamificationContract
import GamificationDomain
import Identifiers
import Logging
import Postgres
import Runtime
import ServiceLifecycle

/// Tells of licences that expire soon and lack something, each time once, whichever replica comes
/// first.
struct LicenceReminders: Service {
    /// Reminders are of days.
    static let pause = Duration.seconds(3_600)
    /// Licences that are read at once.
    static let pageCount = 500

    let database: Database
    let licences: LicenceStore
    let rules: RenewalRuleStore
    let reminders: LicenceReminderStore
    let letters: LetterStore
    let events: EventLog
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await remindAll()
            } catch {
                logger.warning("reminders were not sent", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
        }
    }

    /// By the UTC day, since a day more or less is nothing to a reminder.
    func remindAll() async throws {
        let now = now()
        let today = LocalCalendar.day(of: now, in: "UTC")
        let last = today.adding(days: Renewal.reminderDays.max() ?? 0)
        var place: LicenceReminderStore.Place?
        while true {
            let page = try await reminders.expiring(
                from: today, through: last, after: place, limit: Self.pageCount,
                in: database.scoped(to: .allTenants))
            for licence in page { try await remind(licence, on: today, at: now) }
            guard page.count == Self.pageCount else { return }
            place = page.last
        }
    }

    private func remind(
        _ place: LicenceReminderStore.Place, on today: CalendarDate, at now: Instant
    ) async throws {
        let (tenant, agent) = (place.tenant, place.agentID)
        try await database.withTransaction(.tenant(tenant)) { transaction in
            let known = try await licences.licences(of: agent, tenant, in: transaction)
            guard let licence = known.first(where: { $0.id == place.licenceID }) else { return }
            let courses = try await licences.courses(of: agent, tenant, in: transaction)
            let book = try await rules.book(of: tenant, in: transaction)
            let renewal = Renewal(
                of: licence, by: book.rule(for: licence), courses, on: today)
            guard let days = renewal.reminder,
                try await reminders.note(days, of: licence, tenant, at: now, in: transaction)
            else { return }
            try await letters.write(
                renewal.letter(of: days), tenant, at: now, in: transaction)
            try await events.append(
                LicenceRenewalDue(
                    agentID: agent, licenceID: licence.id, jurisdiction: licence.jurisdiction,
                    expiresOn: licence.expiresOn, daysLeft: renewal.daysLeft,
                    missingMinutes: renewal.parts[0].missingMinutes),
                eventID: EventID(
                    derivedFrom: "renewal:\(licence.id):\(licence.expiresOn):\(days)"),
                tenant: tenant, agent: agent, at: now, in: transaction)
        }
    }
}
