import GatewayDomain
import Identifiers
import Logging
import NIOConcurrencyHelpers
import Postgres

/// Signing in, staying signed in, signing out.
final class SignIns: Sendable {
    /// How a try ended; a wrong name and a wrong password are the same.
    enum Outcome: Sendable { case signedIn(SignIn), refused, mustWait(Duration), busy }

    private let users: UserStore
    private let ended: EndedSignInStore
    private let tokens: Tokens
    private let passwords: Passwords
    private let terms: SignInTerms
    private let now: @Sendable () -> Instant
    private let logger: Logger
    private let door: NIOLockedValueBox<SignInGuard>
    private let waiting = NIOLockedValueBox(0)
    /// Ended here, and until when that matters.
    private let endedHere = NIOLockedValueBox<[SignInID: Instant]>([:])

    init(
        database: Database, tokens: Tokens, passwords: Passwords,
        terms: SignInTerms = SignInTerms(),
        limits: SignInGuard.Limits = .init(), logger: Logger,
        now: @escaping @Sendable () -> Instant
    ) {
        users = UserStore(database: database)
        ended = EndedSignInStore(database: database)
        door = NIOLockedValueBox(SignInGuard(limits))
        self.tokens = tokens
        self.passwords = passwords
        self.terms = terms
        self.logger = logger
        self.now = now
    }

    func begin(
        tenant: TenantID, userName: String, password: String, from address: String
    ) async throws -> Outcome {
        let name = userName.lowercased()
        let subjects: [SignInGuard.Subject] = [
            .account(tenant, userName: name), .address(address),
        ]
        let asked = now()
        if case .mustWait(let wait) = door.withLockedValue({
            $0.tryRequested(by: subjects, at: asked)
        }) {
            return .mustWait(wait)
        }
        guard takePlace() else { return .busy }
        defer { waiting.withLockedValue { $0 -= 1 } }
        let user = try await users.user(name, of: tenant)
        let isRight = try await passwords.check(password, against: user?.passwordHash)
        guard let user, isRight, !user.isDisabled else {
            door.withLockedValue { $0.tryFailed(by: subjects, at: asked) }
            logger.notice(
                "sign-in refused", metadata: ["tenant": "\(tenant)", "address": "\(address)"])
            return .refused
        }
        door.withLockedValue { $0.trySucceeded(by: subjects) }
        let begun = now()
        return .signedIn(terms.begin(user.person, id: SignInID(at: begun), at: begun))
    }

    func token(for signIn: SignIn) async throws -> String { try await tokens.token(for: signIn) }

    /// The sign-in behind a token; nil when the token does not count (any more).
    func signIn(from token: String) async -> SignIn? {
        guard let signIn = await tokens.signIn(from: token, at: now()), !isEnded(signIn.id)
        else { return nil }
        return signIn
    }

    /// The sign-in with a later end when it is time for one; the person must still be who they were,
    /// and not have signed out elsewhere.
    func renewed(_ signIn: SignIn) async throws -> SignIn? {
        guard let longer = terms.renewed(signIn, at: now()) else { return nil }
        let user = try await users.user(signIn.person.userName, of: signIn.person.tenant)
        guard let user, !user.isDisabled, user.person == signIn.person,
            try await !ended.isEnded(signIn)
        else { return nil }
        return longer
    }

    func end(_ signIn: SignIn) async throws {
        let now = now()
        let last = signIn.startedAt + terms.signInLives
        endedHere.withLockedValue { ended in
            ended = ended.filter { $0.value > now }
            ended[signIn.id] = last
        }
        try await ended.end(signIn, until: last, at: now)
    }

    /// Whether it ended here; other replicas learn of it when the token is renewed.
    func isEnded(_ id: SignInID) -> Bool { endedHere.withLockedValue { $0[id] != nil } }

    private func takePlace() -> Bool {
        waiting.withLockedValue { waiting in
            guard waiting < Passwords.waitingMax else { return false }
            waiting += 1
            return true
        }
    }
}
