import Postgres

extension GamificationService {
    package static let personalData: [PersonalTable] = [
        .rows(of: "points", .agent("agent_id"), .parts(["entry_id", "reverses"])),
        .rows(of: "active_days", .agent("agent_id")),
        .rows(of: "facts", .agent("agent_id"), .parts(["fact_id", "subject"])),
        .rows(of: "unlocks", .agent("agent_id")),
        .rows(of: "postings", .agent("agent_id")),
        .rows(of: "players", .agent("agent_id")),
        .rows(of: "scores", .agent("agent_id")),
        .rows(of: "badges", .agent("agent_id")),
        .rows(of: "challenge_members", .agent("agent_id")),
        .rows(of: "licences", .agent("agent_id")),
        .rows(of: "courses", .agent("agent_id")),
        .rows(of: "licence_reminders", .agent("agent_id")),
        .rows(of: "exam_reviews", .agent("agent_id")),
        .rows(of: "letters", .agent("agent_id")),
        .impersonal("renewal_rules", because: "what a jurisdiction asks of licences"),
        .impersonal("challenges", because: "what a tenant plays for"),
        .impersonal("experiments", because: "how a tenant tries the game out"),
        .impersonal("issuer_keys", because: "the numbers of a tenant's keys"),
        .impersonal("rule_sets", because: "what a tenant pays for"),
        .impersonal("rules", because: "what a tenant pays for"),
        .impersonal("own_achievements", because: "what a tenant lets its agents achieve"),
        .impersonal("calendars", because: "a tenant's working days"),
    ]
}
