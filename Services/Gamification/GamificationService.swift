import CoachingContract
import Postgres
import RPC
import Runtime

/// Points, streaks and achievements, all of them read off other services' events.
package enum GamificationService: MeshService {
    package static let name: ServiceName = "gamification"
    package static let peers: [ServiceName] = ["analyzer", "coaching"]
    package static let migrations = [
        Migration.embedded(name: "m0001_start.sql", bytes: PackageResources.m0001_start_sql),
        Migration.embedded(
            name: "m0002_payments_by_index.sql",
            bytes: PackageResources.m0002_payments_by_index_sql),
        Migration.embedded(name: "m0003_facts.sql", bytes: PackageResources.m0003_facts_sql),
        Migration.embedded(name: "m0004_badges.sql", bytes: PackageResources.m0004_badges_sql),
        Migration.embedded(
            name: "m0005_challenges.sql", bytes: PackageResources.m0005_challenges_sql),
        Migration.embedded(
            name: "m0006_licences_and_exams.sql",
            bytes: PackageResources.m0006_licences_and_exams_sql),
        Migration.embedded(
            name: "m0007_unlocks_by_time.sql",
            bytes: PackageResources.m0007_unlocks_by_time_sql),
        Migration.embedded(name: "m0008_letters.sql", bytes: PackageResources.m0008_letters_sql),
        Migration.embedded(
            name: "m0009_active_days_by_day.sql",
            bytes: PackageResources.m0009_active_days_by_day_sql),
        Migration.embedded(
            name: "m0010_experiments.sql", bytes: PackageResources.m0010_experiments_sql),
        Migration.embedded(
            name: "m0011_letters_refused.sql", bytes: PackageResources.m0011_letters_refused_sql),
    ]
    package static let readModel = ["points", "active_days", "facts", "unlocks", "scores"]

    package static func assemble(
        _ settings: GamificationSettings, _ house: House
    ) async throws -> Parts {
        let clock = house.clock
        let rooms = Rooms(
            settings, database: house.database, events: house.events, changes: house.changes,
            coaching: house.client(of: "coaching", Coaching.self), logger: house.logger,
            now: { clock.now() })
        return Parts(
            handlers: rooms.handlers, consumers: rooms.consumers,
            background: [rooms.settler, rooms.reminders, rooms.digests, rooms.courier])
    }
}
