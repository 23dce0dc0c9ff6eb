import Identifiers

/// One time that a person signed in: what a sign-out ends, wherever its token went.
package struct SignInID: GeneratedIdentifier {
    package let rawValue: UUIDv7
    package init(rawValue: UUIDv7) { self.rawValue = rawValue }
}

/// A signed-in person and how long that holds.
package struct SignIn: Hashable, Sendable {
    package let id: SignInID
    package let person: Person
    /// When the password was given.
    package let startedAt: Instant
    package let expiresAt: Instant

    package init(id: SignInID, person: Person, startedAt: Instant, expiresAt: Instant) {
        self.id = id
        self.person = person
        self.startedAt = startedAt
        self.expiresAt = expiresAt
    }
}

/// How long a sign-in lasts.
package struct SignInTerms: Hashable, Sendable {
    /// A token's life: what a stolen one is worth at most on another replica after a sign-out.
    package var tokenLives: Duration = .seconds(15 * 60)
    /// A page in use renews its token when this much of it is left.
    package var renewsWithin: Duration = .seconds(10 * 60)
    /// A working day; then the password is asked for again.
    package var signInLives: Duration = .seconds(12 * 3_600)

    package init() {}

    package func begin(_ person: Person, id: SignInID, at now: Instant) -> SignIn {
        SignIn(id: id, person: person, startedAt: now, expiresAt: now + tokenLives)
    }

    /// The sign-in with a new end, or nil while the old one is far off or when the day is over.
    package func renewed(_ signIn: SignIn, at now: Instant) -> SignIn? {
        let last = signIn.startedAt + signInLives
        guard signIn.expiresAt - now < renewsWithin, now < last else { return nil }
        let end = min(now + tokenLives, last)
        guard end > signIn.expiresAt else { return nil }
        return SignIn(
            id: signIn.id, person: signIn.person, startedAt: signIn.startedAt, expiresAt: end)
    }
}
