import Identifiers

/// The entries of one agent and what they come to.
///
/// The same entries give the same balance in whatever order and however often they come: an id
/// counts once, with the earliest moment that proves it, and of a day's entries for one reason the
/// first ones are paid. The database computes balances by the same rule (`gamification.payments`);
/// a test holds the two together.
package struct Ledger: Hashable, Sendable {
    package private(set) var entries: [String: LedgerEntry] = [:]

    package init(_ entries: some Sequence<LedgerEntry> = []) {
        for entry in entries { add(entry) }
    }

    package mutating func add(_ entry: LedgerEntry) {
        if let known = entries[entry.id], known.moment.instant <= entry.moment.instant { return }
        entries[entry.id] = entry
    }

    /// What each entry pays, by its id; 0 beyond the daily limit.
    package var payments: [String: Int64] {
        var payments: [String: Int64] = [:]
        let places = places
        for entry in earnings {
            payments[entry.id] = entry.rule.payment(inPlace: places[entry.id] ?? 1)
        }
        for entry in entries.values {
            guard let reversed = entry.reverses else { continue }
            payments[entry.id] = -(payments[reversed] ?? 0)
        }
        return payments
    }

    /// Which of its day's entries for its reason each one is, from 1.
    private var places: [String: Int] {
        var places: [String: Int] = [:]
        var countOnDay: [DayKey: Int] = [:]
        for entry in earnings.sorted(by: LedgerEntry.isEarlier) {
            countOnDay[DayKey(entry), default: 0] += 1
            places[entry.id] = countOnDay[DayKey(entry)]
        }
        return places
    }

    /// Why each entry pays what it pays, in words; by its id.
    package var explanations: [String: String] {
        let (places, payments) = (places, payments)
        return entries.mapValues { entry in
            if let reversed = entry.reverses { return "takes back \(reversed)" }
            let place = places[entry.id] ?? 1
            if let limit = entry.dailyLimit, place > limit {
                return "number \(place) of the day: beyond the \(limit) that pay"
            }
            let paid = payments[entry.id] ?? 0
            if paid == entry.points {
                return "in full, by version \(entry.rulesVersion) of the rules"
            }
            return
                "number \(place) of the day: \(paid) of \(entry.points), since repeating pays less"
        }
    }

    package var balance: Int64 { payments.values.reduce(0, +) }

    /// When the balance took its value: the last entry that pays or takes back; nil without one.
    package var reachedAt: Instant? {
        let payments = payments
        return entries.values.filter { payments[$0.id] != 0 }.map(\.moment.instant).max()
    }

    package var newestFirst: [LedgerEntry] {
        entries.values.sorted { LedgerEntry.isEarlier($1, $0) }
    }

    private var earnings: some Sequence<LedgerEntry> {
        entries.values.lazy.filter { $0.reverses == nil }
    }
}

private struct DayKey: Hashable {
    let reason: PointReason
    let day: CalendarDate

    init(_ entry: LedgerEntry) {
        reason = entry.reason
        day = entry.moment.day
    }
}

extension LedgerEntry {
    /// By moment, then by the bytes of the id.
    static func isEarlier(_ left: LedgerEntry, _ right: LedgerEntry) -> Bool {
        if left.moment.instant != right.moment.instant {
            return left.moment.instant < right.moment.instant
        }
        return left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
    }
}
