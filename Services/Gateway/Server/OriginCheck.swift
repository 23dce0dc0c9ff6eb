import GatewayDomain
import HTTPTypes
import Hummingbird

/// Refuses a change that another site's page made a browser ask for.
struct OriginCheck: RouterMiddleware {
    typealias Context = GatewayContext

    let origins: Origins

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let changesNothing = [.get, .head, .options].contains(request.method)
        guard changesNothing || isOurs(request) else {
            throw Problem(
                .forbidden, "wrong_origin", "This request comes from another site's page.")
        }
        return try await next(request, context)
    }

    private func isOurs(_ request: Request) -> Bool {
        origins.allow(
            origin: request.headers[.origin], host: request.head.authority,
            site: HTTPField.Name("sec-fetch-site").flatMap { request.headers[$0] })
    }
}
