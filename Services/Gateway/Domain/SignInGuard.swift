import Identifiers

/// Slows down guessing: counts failed sign-ins by account and by address.
///
///     open ──failures reach the limit──▶ closed until the window has passed
///
/// A success clears the account's failures and leaves the address's, so that one known password does
/// not buy guesses at others. Unknown accounts count as well: an answer never tells them apart.
package struct SignInGuard: Sendable {
    package enum Subject: Hashable, Sendable {
        case account(TenantID, userName: String)
        case address(String)
    }

    package enum Verdict: Equatable, Sendable { case mayTry, mustWait(Duration) }

    package struct Limits: Sendable {
        /// A person who forgot tries a handful of times; NIST SP 800-63B allows at most 100.
        package var failuresPerAccount = 5
        /// An office shares one address.
        package var failuresPerAddress = 30
        package var window: Duration = .seconds(15 * 60)
        /// Beyond it the oldest are forgotten, so that guessing names cannot fill the memory.
        package var subjectsMax = 50_000
        package init() {}
    }

    private struct Failures: Sendable {
        var count: Int
        var since: Instant
    }

    private let limits: Limits
    private var failures: [Subject: Failures] = [:]

    package init(_ limits: Limits = Limits()) { self.limits = limits }

    /// Whether these subjects may try now.
    package func tryRequested(by subjects: [Subject], at now: Instant) -> Verdict {
        var wait = Duration.zero
        for subject in subjects {
            guard let known = failures[subject], known.count >= limit(of: subject) else { continue }
            wait = max(wait, known.since + limits.window - now)
        }
        return wait > .zero ? .mustWait(wait) : .mayTry
    }

    package mutating func tryFailed(by subjects: [Subject], at now: Instant) {
        for subject in subjects {
            var known = failures[subject] ?? Failures(count: 0, since: now)
            if now - known.since >= limits.window { known = Failures(count: 0, since: now) }
            known.count += 1
            failures[subject] = known
        }
        if failures.count > limits.subjectsMax { forget(at: now) }
    }

    package mutating func trySucceeded(by subjects: [Subject]) {
        for case .account(let tenant, let userName) in subjects {
            failures[.account(tenant, userName: userName)] = nil
        }
    }

    private func limit(of subject: Subject) -> Int {
        switch subject {
        case .account: limits.failuresPerAccount
        case .address: limits.failuresPerAddress
        }
    }

    private mutating func forget(at now: Instant) {
        failures = failures.filter { now - $0.value.since < limits.window }
        let excess = failures.count - limits.subjectsMax / 2
        guard failures.count > limits.subjectsMax, excess > 0 else { return }
        for (subject, _) in failures.sorted(by: { $0.value.since < $1.value.since }).prefix(excess)
        {
            failures[subject] = nil
        }
    }
}
