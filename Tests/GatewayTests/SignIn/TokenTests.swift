import Foundation
import GatewayDomain
import Identifiers
import Testing

@testable import GatewayService

@Suite struct TokenTests {
    private static let key = Array("0123456789abcdef0123456789abcdef".utf8)

    private func signIn(_ person: Person = manager()) -> SignIn {
        SignInTerms().begin(person, id: SignInID(at: noon), at: noon)
    }

    @Test func aTokenStandsForItsSignInUntilItExpires() async throws {
        let tokens = await Tokens(key: Self.key)
        for person in [manager(), agentPerson("ana")] {
            let signIn = signIn(person)
            let token = try await tokens.token(for: signIn)
            #expect(await tokens.signIn(from: token, at: noon) == signIn)
            #expect(await tokens.signIn(from: token, at: noon + .seconds(899)) == signIn)
            #expect(await tokens.signIn(from: token, at: noon + .seconds(900)) == nil)
        }
    }

    @Test func aTokenOfAnotherKeyIsNothing() async throws {
        let other = await Tokens(key: Array("fedcba9876543210fedcba9876543210".utf8))
        let token = try await other.token(for: signIn())
        #expect(await Tokens(key: Self.key).signIn(from: token, at: noon) == nil)
    }

    /// Every single changed character makes a token worthless, wherever it is.
    @Test func aChangedTokenIsNothing() async throws {
        let tokens = await Tokens(key: Self.key)
        let token = try await tokens.token(for: signIn(agentPerson("ana")))
        for place in token.indices where token[place] != "." {
            var changed = token
            let other: Character = token[place] == "A" ? "B" : "A"
            changed.replaceSubrange(place...place, with: [other])
            // The last character of base64url may carry bits that mean nothing.
            let bytesDiffer = changed != token && token.index(after: place) != token.endIndex
            guard bytesDiffer, token[token.index(after: place)] != "." else { continue }
            #expect(await tokens.signIn(from: changed, at: noon) == nil)
        }
    }

    @Test func rightsCannotBeWrittenIntoAToken() async throws {
        let tokens = await Tokens(key: Self.key)
        let token = try await tokens.token(for: signIn(agentPerson("ana")))
        let parts = token.split(separator: ".").map(String.init)
        let claims =
            #"{"iss":"coachingmesh/gateway","sub":"ana","role":"admin","tid":"harbor","jti":""#
            + "\(SignInID(at: noon))" + #"","auth_time":1,"exp":99999999999}"#
        let forged = base64URL(claims)
        #expect(await tokens.signIn(from: "\(parts[0]).\(forged).\(parts[2])", at: noon) == nil)
        let none = base64URL(#"{"alg":"none","typ":"JWT"}"#)
        #expect(await tokens.signIn(from: "\(none).\(forged).", at: noon) == nil)
        #expect(await tokens.signIn(from: "", at: noon) == nil)
        #expect(await tokens.signIn(from: String(repeating: "a.", count: 5_000), at: noon) == nil)
    }

    private func base64URL(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
