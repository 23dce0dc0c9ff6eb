import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// Serves `/webhooks` and `GET /api/webhooks?outcome=refused|unassigned` to managers: what of the CRM's
/// was not handed on, and why.
struct WebhookListHandlers: Sendable {
    /// What one answer lists.
    static let countMax = 200

    let inbox: WebhookStore
    let templates: Templates

    private struct Line: Encodable {
        let webhookId: String
        let type: String
        let contactId: String
        let receivedAt: String
        let outcome: String
        let reason: String
    }

    func add(to router: Router<GatewayContext>) {
        router.get("/webhooks") { try await page($0, $1) }
        router.get("/api/webhooks") { try await list($0, $1) }
    }

    private func page(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        return try templates.page(
            "webhooks",
            WebhooksPage(person: person, webhooks: try await found(request, person)))
    }

    private func list(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let found = try await found(request, try context.person())
        return try JSONAnswer.response([
            "webhooks": found.map {
                Line(
                    webhookId: $0.id, type: $0.kind, contactId: $0.contact,
                    receivedAt: "\($0.receivedAt)", outcome: $0.outcome.rawValue,
                    reason: $0.reason)
            }
        ])
    }

    private func found(
        _ request: Request, _ person: Person
    ) async throws -> [WebhookStore.SetAside] {
        guard person.role != .agent else { throw Problem.forbidden }
        var outcomes: [WebhookStore.Outcome] = [.refused, .unassigned]
        if let asked = request.uri.queryParameters["outcome"] {
            outcomes = outcomes.filter { $0.rawValue == asked }
            guard !outcomes.isEmpty else {
                throw Problem.invalid("outcome must be refused or unassigned.")
            }
        }
        return try await inbox.setAside(of: person.tenant, outcomes, limit: Self.countMax)
    }
}

extension WebhookStore.SetAside {
    /// Why it was not handed on, and what can be done.
    var reason: String {
        guard outcome == .unassigned else {
            return fault.isEmpty ? "Its body is no payload of the CRM." : fault
        }
        return
            "Nobody is in charge of the contact. Assign it, or one of its opportunities, to a user "
            + "in the CRM: what waits is then handed on by itself."
    }
}
