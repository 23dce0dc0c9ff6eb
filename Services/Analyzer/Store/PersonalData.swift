import Postgres

extension AnalyzerService {
    package static let personalData: [PersonalTable] = [
        .rows(
            of: "conversations", .conversation("conversation_id"), .agent("agent_id"),
            .lead("lead_id")),
        .rows(of: "messages", .conversation("conversation_id")),
        .rows(of: "analyses", .conversation("conversation_id")),
        .impersonal(
            "trackers", because: "phrases and example sentences of the agency, under nobody's id"),
        .impersonal("rubrics", because: "what the agency wants to be done, and its weights"),
    ]
}
