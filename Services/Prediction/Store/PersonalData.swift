import Postgres

extension PredictionService {
    package static let personalData: [PersonalTable] = [
        .rows(of: "conversations", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "messages", .conversation("conversation_id")),
        .rows(of: "predictions", .conversation("conversation_id")),
        .rows(of: "outcomes", .conversation("conversation_id")),
        .impersonal("tenant_evidence", because: "sums over all of a tenant's conversations"),
    ]
}
