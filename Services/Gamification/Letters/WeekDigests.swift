import GamificationDomain
import Identifiers
import Logging
import Postgres
import ServiceLifecycle

/// Writes every agent who was active a letter about their week, on the Monday after it.
///
/// A letter has one key, so it is written once, whichever replica comes first and however often.
struct WeekDigests: Service {
    /// Nobody waits for it by the minute.
    static let pause = Duration.seconds(600)
    /// Agents that are read at once.
    static let pageCount = 500
    /// Read before the first call of the day, as the managers' letter is.
    static let hour = 8

    let database: Database
    let reader: WeekReader
    let gate: PlayGate
    let letters: LetterStore
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await writeAll()
            } catch {
                logger.warning("weeks were not told", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
        }
    }

    func writeAll() async throws {
        let now = now()
        guard let monday = Self.monday(at: now) else { return }
        var boards = WeekBoards()
        var place: WeekReader.Place?
        while true {
            let page = try await reader.active(
                inWeekBefore: monday, withoutLetter: WeekDigest.key(of: monday.adding(days: -7)),
                after: place, limit: Self.pageCount, in: database.scoped(to: .allTenants))
            for agent in page where Self.isDue(monday, at: now, in: agent.timeZone) {
                try await write(agent, monday, &boards, at: now)
            }
            guard page.count == Self.pageCount else { return }
            place = page.last
        }
    }

    private func write(
        _ agent: WeekReader.Place, _ monday: CalendarDate, _ boards: inout WeekBoards,
        at now: Instant
    ) async throws {
        let session = database.scoped(to: .tenant(agent.tenant))
        guard try await !gate.holdsBack(from: agent.agentID, agent.tenant, in: session) else {
            return
        }
        let digest = try await reader.digest(
            of: agent, from: monday.adding(days: -7), &boards, in: session)
        try await letters.write(digest.letter, agent.tenant, at: now, in: session)
    }

    /// The Monday that it is now somewhere on Earth; nil when it is none anywhere.
    ///
    /// The first zone, the last, and what is between them where those two are on either side of it.
    static func monday(at now: Instant) -> CalendarDate? {
        ["Pacific/Kiritimati", "UTC", "Etc/GMT+12"].map { LocalCalendar.day(of: now, in: $0) }
            .first { $0.weekday == 1 }
    }

    /// From eight o'clock on, all of Monday: who was away at eight is told later.
    static func isDue(_ monday: CalendarDate, at now: Instant, in timeZone: String) -> Bool {
        LocalCalendar.day(of: now, in: timeZone) == monday
            && LocalCalendar.hour(of: now, in: timeZone) >= hour
    }
}
