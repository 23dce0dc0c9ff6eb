import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// Serves `/returns/accounts` and what its forms send: the baseline that returns are measured
/// against, and what coaching costs. For managers.
struct AccountHandlers: Sendable {
    let roi: ROIPeer
    let templates: Templates
    let now: @Sendable () -> Instant

    func page(_ request: Request, _ context: GatewayContext) async throws -> Response {
        try templates.page(
            "accounts",
            AccountsPage(
                person: try context.manager(), now: now(),
                recorded: request.uri.queryParameters["recorded"].map(String.init)))
    }

    func baseline(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let body = try await request.decoded(BaselineBody.self)
        let replaced = try await roi.record(try body.request(by: person), by: person)
        guard !request.isFromPage else {
            return .seeOther("/returns/accounts?recorded=\(replaced ? "replaced" : "baseline")")
        }
        return try JSONAnswer.response(["replaced_earlier": replaced])
    }

    func cost(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let body = try await request.decoded(CostBody.self)
        let isNew = try await roi.record(
            try body.request(by: person, newID: UUIDv7(at: now())), by: person)
        guard !request.isFromPage else { return .seeOther("/returns/accounts?recorded=cost") }
        return try JSONAnswer.response(["is_new": isNew])
    }
}
