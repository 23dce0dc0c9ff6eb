import Postgres

extension CoachingService {
    package static let personalData: [PersonalTable] = [
        .rows(of: "agents", .agent("agent_id")),
        .rows(of: "sessions", .session("session_id"), .agent("agent_id")),
        .rows(
            of: "session_conversations", .session("session_id"), .conversation("conversation_id")),
        .rows(of: "conversations", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "observed_messages", .conversation("conversation_id"), .agent("agent_id")),
        .impersonal("alert_cursors", because: "it counts the alerts of the whole tenant"),
        .rows(
            of: "alerts", .alert("alert_id"), .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "alert_answers", .alert("alert_id")),
        .rows(of: "timing_reports", .alert("alert_id")),
        .rows(of: "conversation_scores", .conversation("conversation_id"), .agent("agent_id")),
        .rows(of: "recipients", .agent("agent_id"), .user("user_name")),
        .rows(
            of: "notifications", .agent("agent_id"), .user("user_name"),
            .mentionedAgent("subject")),
        .rows(of: "area_scores", .conversation("conversation_id")),
        .rows(of: "module_progress", .agent("agent_id")),
        .rows(of: "training_plans", .agent("agent_id")),
        .rows(of: "role_plays", .agent("agent_id")),
        .impersonal("teams", because: "it names teams; managers are those who sign in"),
        .rows(of: "team_members", .agent("agent_id")),
        .rows(
            of: "escalations", .agent("agent_id"), .conversation("conversation_id"),
            .alert("alert_id")),
        .impersonal("experiments", because: "it says how arms are drawn, and of whom nothing"),
        .rows(of: "interventions", .agent("agent_id")),
    ]
}
