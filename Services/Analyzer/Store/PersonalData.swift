import Postgres

extension AnalyzerService {
    package static let personalData: [PersonalTable] = [
        .rows(
            of: "conversations", .conversation("conversation_id"), .agent("agent_id"),
            .lead("lead_id")),
        .rows(of: "messages", .conversation("conversation_id")),
        .rows(of: "analyses", .conversation("conversation_id")),
    ]
}
