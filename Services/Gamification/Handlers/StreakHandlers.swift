import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Gamification.setStreakCalendar`.
struct SetStreakCalendarHandler: Sendable {
    /// A year of them, and some.
    static let holidayCountMax = 400

    let database: Database
    let calendars: CalendarStore

    func handle(_ request: SetStreakCalendar, _ call: Call) async throws -> StreakCalendarReceipt {
        try Access(call, to: request.tenantID).requireManager("streak calendars")
        // Somewhere it is tomorrow already: from the day after, nobody's past changes.
        let today = LocalCalendar.day(of: call.now, in: "Pacific/Kiritimati")
        guard request.fromDay > today else {
            throw RPCError.invalid("from_day", "must be after \(today)")
        }
        let days = Set(request.workingDays)
        guard !days.isEmpty, days.isSubset(of: 1...7) else {
            throw RPCError.invalid("working_days", "must be days from 1 (Monday) to 7 (Sunday)")
        }
        var holidays = Set(request.holidays)
        if request.withFederalHolidays {
            for year in request.fromDay.year...request.fromDay.year + 2 {
                holidays.formUnion(CalendarDate.federalHolidays(in: year))
            }
        }
        try check(holidays.count, in: 0...Self.holidayCountMax, "holidays")
        try await calendars.set(
            StreakCalendar.Span(workingDays: days, holidays: holidays), from: request.fromDay,
            request.tenantID, in: database.scoped(to: .tenant(request.tenantID)))
        return StreakCalendarReceipt(fromDay: request.fromDay, holidays: holidays.sorted())
    }
}

/// Serves `Gamification.freezeStreak`.
struct FreezeStreakHandler: Sendable {
    let database: Database
    let days: ActiveDayStore
    let calendars: CalendarStore
    let postings: PostingStore
    let ledger: LedgerStore
    let awards: Awards

    func handle(_ request: FreezeStreak, _ call: Call) async throws -> FreezeStreakReceipt {
        let access = try Access(call, to: request.tenantID)
        try access.require(request.agentID)
        let freeze = StreakFreeze(agentID: request.agentID, day: request.day)
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            try await awards.gate.require(access, request.tenantID, in: transaction)
            // One after the other, so that nobody spends the same points twice.
            try await awards.takeTurn(in: transaction)
            let active = try await days.days(
                of: request.agentID, request.tenantID, in: transaction)
            let today = LocalCalendar.day(of: call.now, in: active.last?.timeZone ?? "UTC")
            let spent = try await spend(
                freeze, request.tenantID, today: today, active: Set(active.map(\.moment.day)),
                at: call.now, in: transaction)
            if spent != 0 {
                try await awards.unlock(
                    { catalogue, _ in catalogue.ofStreaks }, request.tenantID,
                    at: [request.agentID: call.now], in: transaction)
            }
            let calendar = try await calendars.calendar(
                of: request.agentID, request.tenantID, in: transaction)
            return FreezeStreakReceipt(
                day: request.day, pointsSpent: spent,
                currentDays: Streak(active, calendar, at: call.now).currentDays)
        }
    }

    /// Returns what it cost: nothing for a day that was frozen before.
    private func spend(
        _ freeze: StreakFreeze, _ tenant: TenantID, today: CalendarDate,
        active: Set<CalendarDate>, at now: Instant, in transaction: Transaction
    ) async throws -> Int64 {
        let known = try await postings.entries(of: freeze.agentID, tenant, in: transaction)
        let frozen = Set(known.filter { $0.reason == .streakFreeze }.map(\.moment.day))
        if frozen.contains(freeze.day) { return 0 }
        let balance = try await ledger.balance(of: freeze.agentID, tenant, in: transaction)
        do throws(StreakFreeze.Refusal) {
            try freeze.check(
                today: today, activeDays: active, frozen: frozen, balance: balance)
        } catch {
            throw RPCError(.failedPrecondition, error.words)
        }
        let entry = freeze.entry(at: now, today: today)
        _ = try await postings.add(entry, for: freeze.day, tenant, in: transaction)
        try await awards.tell([entry], tenant, at: [freeze.agentID: now], in: transaction)
        return -entry.points
    }
}

extension StreakFreeze.Refusal {
    fileprivate var words: String {
        switch self {
        case .tooEarly(let latest): "a day can be frozen until \(latest)"
        case .tooLate(let earliest): "a day can be frozen from \(earliest) on"
        case .wasActive(let day): "\(day) counts already: there is nothing to freeze"
        case .tooMany(let limit): "at most \(limit) days in thirty can be frozen"
        case .tooFewPoints(let price, let balance):
            "a freeze costs \(price) points, and the balance is \(balance)"
        }
    }
}
