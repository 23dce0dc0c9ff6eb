import Identifiers
import Synchronization

/// What a tenant used of Claude in a day.
package struct Spend: Sendable, Hashable {
    package var tokens: Int
    /// Millionths of a US dollar.
    package var microdollars: Int

    package static let none = Spend(tokens: 0, microdollars: 0)

    package init(tokens: Int, microdollars: Int) {
        self.tokens = tokens
        self.microdollars = microdollars
    }

    package static func + (left: Spend, right: Spend) -> Spend {
        Spend(
            tokens: left.tokens + right.tokens,
            microdollars: left.microdollars + right.microdollars)
    }

    package static func - (left: Spend, right: Spend) -> Spend {
        Spend(
            tokens: left.tokens - right.tokens,
            microdollars: left.microdollars - right.microdollars)
    }
}

/// What a tenant may use in a day of UTC.
package struct Budget: Sendable, Hashable {
    package enum Limit: String, Sendable, Hashable, CustomStringConvertible {
        case tokens, money
        package var description: String { "daily budget of \(rawValue)" }
    }

    package var tokens: Int
    package var microdollars: Int

    package init(tokens: Int, microdollars: Int) {
        self.tokens = tokens
        self.microdollars = microdollars
    }

    /// The limit that `spend` oversteps, if it does.
    package func overstepped(by spend: Spend) -> Limit? {
        if spend.tokens > tokens { return .tokens }
        return spend.microdollars > microdollars ? .money : nil
    }
}

/// Where the spending of tenants is written down.
///
/// The most that a request can take is reserved before it goes out, and what it did not take is
/// given back: two replicas cannot spend the same rest, and a crash in between spends too much on
/// paper, never in truth.
package protocol SpendLedger: Sendable {
    /// Throws `overBudget` when that would overstep it; then nothing is reserved.
    func reserve(
        _ spend: Spend, within budget: Budget, of tenant: TenantID, on day: CalendarDate
    ) async throws(ClaudeFault)

    func giveBack(_ spend: Spend, of tenant: TenantID, on day: CalendarDate) async
}

/// A ledger of one process, for tools and tests.
package final class MemoryLedger: SpendLedger {
    private struct Key: Hashable {
        let tenant: TenantID
        let day: CalendarDate
    }

    private let spends = Mutex<[Key: Spend]>([:])

    package init() {}

    package func spend(of tenant: TenantID, on day: CalendarDate) -> Spend {
        spends.withLock { $0[Key(tenant: tenant, day: day)] ?? .none }
    }

    package func reserve(
        _ spend: Spend, within budget: Budget, of tenant: TenantID, on day: CalendarDate
    ) async throws(ClaudeFault) {
        let key = Key(tenant: tenant, day: day)
        let limit = spends.withLock { spends -> Budget.Limit? in
            // Yesterday's are of no use to anybody.
            spends = spends.filter { $0.key.day >= day }
            let after = (spends[key] ?? .none) + spend
            if let limit = budget.overstepped(by: after) { return limit }
            spends[key] = after
            return nil
        }
        if let limit { throw .overBudget(limit) }
    }

    package func giveBack(_ spend: Spend, of tenant: TenantID, on day: CalendarDate) async {
        let key = Key(tenant: tenant, day: day)
        spends.withLock { $0[key] = ($0[key] ?? .none) - spend }
    }
}
