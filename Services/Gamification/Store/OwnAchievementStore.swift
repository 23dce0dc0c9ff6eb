import Foundation
import GamificationDomain
import Identifiers
import Postgres

/// What tenants let their agents achieve besides what everybody can.
struct OwnAchievementStore: Sendable {
    func catalogue(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws -> AchievementCatalogue {
        let rows = try await session.query(
            """
            SELECT achievement_id, name, description, category, difficulty, criterion, points, \
            is_repeatable, is_secret FROM gamification.own_achievements \
            WHERE tenant_id = \(tenant) ORDER BY recorded_at, achievement_id
            """,
            as: (
                String, String, String, AchievementCategory, AchievementDifficulty, String, Int64,
                Bool, Bool
            ).self)
        return AchievementCatalogue(
            own: try rows.map { row in
                Achievement(
                    id: row.0, name: row.1, description: row.2, category: row.3,
                    difficulty: row.4, criterion: try CriterionJSON.criterion(of: row.5),
                    points: row.6, isRepeatable: row.7, isSecret: row.8)
            })
    }

    /// Adds an achievement, or changes what it says; what was unlocked stays unlocked.
    func put(
        _ achievement: Achievement, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws {
        try await session.execute(
            """
            INSERT INTO gamification.own_achievements (tenant_id, achievement_id, name, \
            description, category, difficulty, criterion, points, is_repeatable, is_secret, \
            recorded_at) VALUES (\(tenant), \(achievement.id), \(achievement.name), \
            \(achievement.description), \(achievement.category), \(achievement.difficulty), \
            \(try CriterionJSON.text(of: achievement.criterion)), \(achievement.points), \
            \(achievement.isRepeatable), \(achievement.isSecret), \(now)) \
            ON CONFLICT (tenant_id, achievement_id) DO UPDATE SET name = excluded.name, \
            description = excluded.description, category = excluded.category, \
            difficulty = excluded.difficulty, criterion = excluded.criterion, \
            points = excluded.points, is_repeatable = excluded.is_repeatable, \
            is_secret = excluded.is_secret
            """)
    }
}

/// A criterion as JSON.
enum CriterionJSON {
    static func criterion(of text: String) throws -> Criterion {
        try JSONDecoder().decode(Criterion.self, from: Data(text.utf8))
    }

    static func text(of criterion: Criterion) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(criterion), as: UTF8.self)
    }
}
