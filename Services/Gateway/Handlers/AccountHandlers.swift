import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import ROIContract

/// Serves `/returns/accounts` and what its forms send: the baseline that returns are measured
/// against, what coaching costs, and how sure a projection's sums are. For managers.
struct AccountHandlers: Sendable {
    let roi: ROIPeer
    let templates: Templates
    let now: @Sendable () -> Instant

    func page(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        return try templates.page(
            "accounts",
            AccountsPage(
                person: person, now: now(), spreads: await roi.spreads(for: person),
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

    func spreads(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let body = try await request.decoded(SpreadsBody.self)
        let recorded = try await roi.record(body.request(by: person), by: person)
        guard !request.isFromPage else { return .seeOther("/returns/accounts?recorded=spreads") }
        return try JSONAnswer.response(["source": recorded.source])
    }
}
