import Postgres

extension ROIService {
    package static let personalData: [PersonalTable] = [
        .rows(of: "sessions", .session("session_id"), .agent("agent_id")),
        .rows(of: "conversations", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "activity", .agent("agent_id")),
        .rows(of: "baselines", .agent("agent_id")),
        .rows(of: "costs", .agent("agent_id")),
        .rows(of: "exposures", .agent("agent_id")),
        .rows(of: "reports", .agent("agent_id")),
    ]
}
