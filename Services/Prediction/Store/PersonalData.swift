import Postgres

extension PredictionService {
    package static let personalData: [PersonalTable] = [
        .rows(of: "conversations", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "messages", .conversation("conversation_id")),
        .rows(of: "predictions", .conversation("conversation_id")),
        .rows(of: "outcomes", .conversation("conversation_id")),
        .impersonal("tenant_evidence", because: "sums over all of a tenant's conversations"),
        .rows(of: "skill_scores", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "timing_choices", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "agent_timings", .agent("agent_id")),
        .impersonal("tenant_timings", because: "sums over all of a tenant's agents"),
    ]
}
