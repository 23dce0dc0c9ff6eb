import HTTPTypes
import Hummingbird

/// Tells browsers to hold our pages to what they are made of: our own files and nothing inline.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = GatewayContext

    /// Seconds for which a browser insists on HTTPS; nil while trying out, where the certificate is
    /// our own and a remembered "HTTPS only" would lock localhost.
    let strictTransportSeconds: Int?

    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        set("content-security-policy", Self.policy, in: &response)
        set("x-content-type-options", "nosniff", in: &response)
        set("referrer-policy", "same-origin", in: &response)
        set("cross-origin-opener-policy", "same-origin", in: &response)
        set("permissions-policy", "camera=(), microphone=(), geolocation=()", in: &response)
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if let strictTransportSeconds {
            response.headers[.strictTransportSecurity] = "max-age=\(strictTransportSeconds)"
        }
        return response
    }

    private func set(_ name: String, _ value: String, in response: inout Response) {
        guard let name = HTTPField.Name(name) else { return }
        response.headers[name] = value
    }
}
