import Foundation
import GatewayDomain
import Identifiers
import Postgres
import RPC
import Testing

@testable import GatewayService

@Suite struct SignInTests {
    @Test func aPersonSignsInIsRecognisedAndSignsOut() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            #expect(try await browser.send("GET", "/api/session").status == 401)
            let signedIn = try await browser.send(
                "POST", "/api/session", json: Gateway.credentials("maria"))
            #expect(signedIn.status == 200)
            #expect(signedIn.json("role") as? String == "manager")
            let cookie = try #require(signedIn.header("set-cookie"))
            for part in ["__Host-", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
                #expect(cookie.contains(part))
            }
            #expect(
                try await browser.send("GET", "/api/session").json("user_name") as? String
                    == "maria")
            let stolen = browser.cookie
            #expect(try await browser.send("DELETE", "/api/session").status == 204)
            #expect(browser.cookie == nil)
            browser.cookie = stolen
            #expect(try await browser.send("GET", "/api/session").status == 401)
        }
    }

    @Test func aFormSignsInAndGoesToThePage() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            let away = try await browser.send("GET", "/agents")
            #expect(away.status == 303 && away.header("location") == "/sign-in")
            let wrong = try await browser.send(
                "POST", "/api/session",
                form: "tenant=harbor&user_name=maria&password=wrong+password")
            #expect(wrong.status == 401)
            #expect(wrong.body.contains("is not right") && wrong.body.contains(#"value="maria""#))
            let password = Gateway.password.replacing(" ", with: "+")
            let right = try await browser.send(
                "POST", "/api/session", form: "tenant=harbor&user_name=MARIA&password=\(password)")
            #expect(right.status == 303 && right.header("location") == "/")
            #expect(try await browser.send("GET", "/").body.contains("Live conversations"))
            let out = try await browser.send("POST", "/api/session/end", form: "x=1")
            #expect(out.status == 303 && out.header("location") == "/sign-in")
        }
    }

    @Test func anUnknownUserAndAWrongPasswordAreAnsweredTheSame() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            let tries = [
                Gateway.credentials("maria", "wrong password"), Gateway.credentials("nobody"),
                Gateway.credentials("maria", tenant: "other"),
                Gateway.credentials("maria", tenant: "no such tenant"),
                Gateway.credentials("maria", tenant: "*"), Gateway.credentials("", ""),
            ]
            for credentials in tries {
                let reply = try await browser.send("POST", "/api/session", json: credentials)
                #expect(reply.status == 401)
                #expect(
                    reply.body
                        == #"{"error":{"code":"wrong_credentials","message":"The agency, user name or password is not right."}}"#
                )
                #expect(reply.header("set-cookie") == nil)
            }
        }
    }

    @Test func guessingIsSlowedDown() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            for _ in 0..<5 {
                _ = try await browser.send(
                    "POST", "/api/session", json: Gateway.credentials("maria", "wrong password"))
            }
            let closed = try await browser.send(
                "POST", "/api/session", json: Gateway.credentials("maria"))
            #expect(closed.status == 429)
            #expect(closed.json("error", "code") as? String == "too_many_attempts")
            #expect(Int(closed.header("retry-after") ?? "") ?? 0 > 800)
            #expect(
                try await browser.send("POST", "/api/session", json: Gateway.credentials("ana"))
                    .status == 200)
        }
    }

    @Test func anEndedSignInIsNotRenewedByAnotherReplica() async throws {
        try await withGateway { gateway in
            let begun = Instant.wallClock - .seconds(600)
            let signIn = SignIn(
                id: SignInID(at: begun), person: manager(), startedAt: begun,
                expiresAt: begun + .seconds(900))
            #expect(try await gateway.signIns.renewed(signIn) != nil)
            let elsewhere = SignIns(
                database: gateway.database,
                tokens: await Tokens(key: Array(repeating: 7, count: 32)),
                passwords: Passwords(cost: .test), logger: silent, now: { .wallClock })
            try await elsewhere.end(signIn)
            #expect(try await gateway.signIns.renewed(signIn) == nil)
        }
    }

    @Test func aDevelopmentUserCanSignInWithThePrintedPassword() async throws {
        try await withGateway { gateway in
            let made = try await GatewayUsers.createDevelopmentUser(
                database: gateway.database, tenant: "harbor", userName: "dev", at: .wallClock)
            #expect(made.password.count == 20)
            let reply = try await gateway.browser().send(
                "POST", "/api/session", json: Gateway.credentials("dev", made.password))
            #expect(reply.status == 200)
            await #expect(throws: GatewayUserError.passwordTooShort) {
                try await GatewayUsers.create(
                    database: gateway.database, tenant: "harbor", userName: "x", password: "short",
                    role: .admin, at: noon)
            }
        }
    }
}
