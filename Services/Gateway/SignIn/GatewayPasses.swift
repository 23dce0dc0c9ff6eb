import GatewayDomain
import Identifiers

/// Makes sign-ins without a password, for tools of the operator who holds the gateway's key.
package struct GatewayPasses: Sendable {
    private let tokens: Tokens

    /// - Parameter key: what `TOKEN_KEY_FILE` of the gateway holds.
    package init(key: [UInt8]) async { tokens = await Tokens(key: key) }

    /// The value of a request's `Cookie` header, good for as long as any token.
    package func cookie(for person: Person, at now: Instant) async throws -> String {
        let signIn = SignInTerms().begin(person, id: SignInID(at: now), at: now)
        return "\(SignInCookie.name)=\(try await tokens.token(for: signIn))"
    }
}
