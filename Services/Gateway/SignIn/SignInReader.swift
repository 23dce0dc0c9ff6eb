import GatewayDomain
import Hummingbird
import Identifiers
import Logging

/// Finds out who asks, and gives a page in use a token that lives on.
struct SignInReader: RouterMiddleware {
    typealias Context = GatewayContext

    let signIns: SignIns
    let now: @Sendable () -> Instant

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let token = SignInCookie.token(in: request),
            let signIn = await signIns.signIn(from: token)
        else { return try await next(request, context) }
        var context = context
        context.signIn = signIn
        var response = try await next(request, context)
        if !signIns.isEnded(signIn.id) { await renew(signIn, in: &response, context) }
        return response
    }

    /// A database that is away costs the renewal, not the page.
    private func renew(_ signIn: SignIn, in response: inout Response, _ context: Context) async {
        do {
            guard let longer = try await signIns.renewed(signIn) else { return }
            let token = try await signIns.token(for: longer)
            SignInCookie.set(token, until: longer.expiresAt, at: now(), in: &response)
        } catch {
            context.logger.warning("sign-in not renewed", metadata: ["why": "\(error)"])
        }
    }
}
