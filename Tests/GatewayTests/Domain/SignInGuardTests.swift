import GatewayDomain
import Identifiers
import Testing

@Suite struct SignInGuardTests {
    private let ana: [SignInGuard.Subject] = [
        .account(harbor, userName: "ana"), .address("192.0.2.1"),
    ]

    @Test func closesAnAccountAfterFiveFailuresAndOpensItWithTime() {
        var door = SignInGuard()
        for _ in 0..<5 {
            #expect(door.tryRequested(by: ana, at: noon) == .mayTry)
            door.tryFailed(by: ana, at: noon)
        }
        #expect(door.tryRequested(by: ana, at: noon) == .mustWait(.seconds(900)))
        #expect(door.tryRequested(by: ana, at: noon + .seconds(600)) == .mustWait(.seconds(300)))
        #expect(door.tryRequested(by: ana, at: noon + .seconds(900)) == .mayTry)
    }

    @Test func othersMayTryWhileOneAccountIsClosed() {
        var door = SignInGuard()
        for _ in 0..<5 { door.tryFailed(by: ana, at: noon) }
        let bo: [SignInGuard.Subject] = [
            .account(harbor, userName: "bo"), .address("192.0.2.1"),
        ]
        #expect(door.tryRequested(by: bo, at: noon) == .mayTry)
    }

    @Test func oneAddressCannotTryManyAccounts() {
        var door = SignInGuard()
        for number in 0..<30 {
            door.tryFailed(
                by: [.account(harbor, userName: "user\(number)"), .address("192.0.2.1")], at: noon)
        }
        let fresh: [SignInGuard.Subject] = [
            .account(harbor, userName: "fresh"), .address("192.0.2.1"),
        ]
        #expect(door.tryRequested(by: fresh, at: noon) == .mustWait(.seconds(900)))
    }

    @Test func aSuccessClearsTheAccountAndNotTheAddress() {
        var door = SignInGuard()
        for _ in 0..<4 { door.tryFailed(by: ana, at: noon) }
        door.trySucceeded(by: ana)
        for _ in 0..<4 { door.tryFailed(by: ana, at: noon) }
        #expect(door.tryRequested(by: ana, at: noon) == .mayTry)
        for number in 0..<22 {
            door.tryFailed(
                by: [.account(harbor, userName: "\(number)"), .address("192.0.2.1")], at: noon)
        }
        #expect(door.tryRequested(by: ana, at: noon) != .mayTry)
    }

    @Test func guessingNamesDoesNotFillTheMemory() {
        var limits = SignInGuard.Limits()
        limits.subjectsMax = 100
        var door = SignInGuard(limits)
        for number in 0..<10_000 {
            door.tryFailed(
                by: [.account(harbor, userName: "user\(number)")],
                at: noon + .milliseconds(number))
        }
        // The newest are still known: one more name that failed often is closed.
        for _ in 0..<5 { door.tryFailed(by: ana, at: noon + .seconds(10)) }
        #expect(door.tryRequested(by: ana, at: noon + .seconds(10)) != .mayTry)
    }

    @Test func aSignInIsRenewedLateAndEndsWithTheDay() throws {
        let terms = SignInTerms()
        let signIn = terms.begin(manager(), id: SignInID(at: noon), at: noon)
        #expect(signIn.expiresAt == noon + .seconds(900))
        #expect(terms.renewed(signIn, at: noon + .seconds(60)) == nil)
        let longer = try #require(terms.renewed(signIn, at: noon + .seconds(400)))
        #expect(longer.expiresAt == noon + .seconds(1_300))
        #expect(longer.id == signIn.id)
        let late = SignIn(
            id: signIn.id, person: signIn.person, startedAt: noon,
            expiresAt: noon + .seconds(12 * 3_600 - 60))
        let last = try #require(terms.renewed(late, at: noon + .seconds(12 * 3_600 - 120)))
        #expect(last.expiresAt == noon + .seconds(12 * 3_600))
        #expect(terms.renewed(last, at: noon + .seconds(12 * 3_600 - 1)) == nil)
    }
}
