import Postgres

extension GatewayService {
    package static let personalData: [PersonalTable] = [
        .rows(
            of: "users", .user("user_name"), .agent("agent_id"), withholding: ["password_hash"]),
        .impersonal(
            "ended_sign_ins", because: "a random number and a time, gone when the token expires"),
        .rows(of: "presence", .agent("agent_id")),
        .rows(of: "webhooks", .lead("contact_id")),
        .rows(
            of: "contacts", .lead("contact_id"), .agent("agent_id"), .agent("opportunity_agent_id"),
            .conversation("conversation_id")),
    ]
}
