import GatewayDomain

/// What of the CRM's webhooks was not handed on.
struct WebhooksPage: PageView {
    let person: Person
    let webhooks: [WebhookStore.SetAside]

    var values: [String: Any] {
        var values = PageFrame(title: "Webhooks", person: person, place: .team).values
        values["isQuiet"] = webhooks.isEmpty
        values["hasWebhooks"] = !webhooks.isEmpty
        values["webhooks"] = webhooks.map {
            [
                "id": $0.id, "kind": $0.kind, "contact": $0.contact.isEmpty ? "–" : $0.contact,
                "at": "\($0.receivedAt)", "clock": Words.dateAndClock($0.receivedAt),
                "outcome": Words.title($0.outcome.rawValue), "reason": $0.reason,
            ]
        }
        return values
    }
}
