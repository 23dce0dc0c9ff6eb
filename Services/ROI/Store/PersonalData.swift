import Postgres

extension ROIService {
    package static let personalData: [PersonalTable] = [
        .rows(of: "sessions", .session("session_id"), .agent("agent_id")),
        .rows(of: "conversations", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "activity", .agent("agent_id")),
        .rows(of: "leads", .agent("agent_id"), .lead("lead_id")),
        .rows(of: "agent_sums", .agent("agent_id")),
        .rows(of: "coached_agents", .agent("agent_id")),
        .rows(of: "deals", .agent("agent_id")),
        .rows(of: "baselines", .agent("agent_id")),
        .rows(of: "costs", .agent("agent_id")),
        .rows(of: "prompts", .agent("agent_id")),
        .rows(of: "modules", .agent("agent_id")),
        .rows(of: "unlocks", .agent("agent_id")),
        .rows(of: "survey_answers", .agent("agent_id")),
        .rows(of: "exposures", .agent("agent_id")),
        .impersonal("experiments", because: "it says how arms are drawn, and of whom nothing"),
        .impersonal("projection_spreads", because: "it says how sure the tenant is of its sums"),
        .impersonal("report_schedules", because: "it is the tenant's wish"),
        .rows(of: "reports", .agent("agent_id")),
    ]
}
