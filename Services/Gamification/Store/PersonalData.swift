import Postgres

extension GamificationService {
    package static let personalData: [PersonalTable] = [
        .rows(of: "points", .agent("agent_id"), .parts(["entry_id", "reverses"])),
        .rows(of: "active_days", .agent("agent_id")),
    ]
}
