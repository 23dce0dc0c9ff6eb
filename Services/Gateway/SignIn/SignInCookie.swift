import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// The cookie that carries a token: no script reads it, no other site sends it, no plain HTTP carries
/// it, no subdomain sets it (the `__Host-` prefix, RFC 6265bis §4.1.3.2).
enum SignInCookie {
    static let name = "__Host-coachingmesh"

    static func token(in request: Request) -> String? { request.cookies[name]?.value }

    /// The token in a handshake's `Cookie` header.
    static func token(in header: String) -> String? { Cookies(from: [header])[name]?.value }

    static func set(
        _ token: String, until end: Instant, at now: Instant, in response: inout Response
    ) {
        write("\(name)=\(token); Max-Age=\(max(0, Int((end - now).seconds)))", in: &response)
    }

    static func clear(in response: inout Response) { write("\(name)=; Max-Age=0", in: &response) }

    private static func write(_ value: String, in response: inout Response) {
        response.headers.append(
            HTTPField(
                name: .setCookie, value: "\(value); Path=/; Secure; HttpOnly; SameSite=Strict"))
    }
}
