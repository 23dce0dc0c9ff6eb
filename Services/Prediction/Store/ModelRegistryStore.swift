import Identifiers
import Postgres
import PredictionContract
import PredictionDomain
import Runtime
import Wire

/// A change of what a model does: who wanted it, why and when.
struct WantedChange: Sendable {
    var reason: String
    var by: String
    var at: Instant
}

/// Keeps what models do and how they came to do it.
struct ModelRegistryStore: Sendable {
    let database: Database

    private var models: ScopedDatabase { database.scoped(to: .allTenants) }

    /// The newest models with what they do and what was done to them.
    func entries(limit: Int) async throws(DatabaseError) -> [ModelEntry] {
        let rows = try await models.query(
            """
            SELECT version, card, is_challenger, retired_at IS NOT NULL, published_at, \
            version = (SELECT version FROM prediction.models \
            WHERE NOT is_challenger AND retired_at IS NULL ORDER BY turn DESC LIMIT 1) \
            FROM prediction.models ORDER BY turn DESC LIMIT \(limit)
            """, as: (String, [UInt8], Bool, Bool, Instant, Bool?).self)
        var entries: [ModelEntry] = []
        for (version, card, isChallenger, isRetired, publishedAt, isChampion) in rows {
            let role =
                isRetired
                ? "retired" : isChallenger ? "challenger" : isChampion == true ? "champion" : "idle"
            entries.append(
                ModelEntry(
                    card: try read(card), role: role, publishedAt: publishedAt,
                    changes: try await changes(of: version)))
        }
        return entries
    }

    private func changes(of version: String) async throws(DatabaseError) -> [ModelChange] {
        try await models.query(
            """
            SELECT kind, reason, changed_by, changed_at FROM prediction.model_changes \
            WHERE version = \(version) ORDER BY change_id DESC LIMIT 20
            """, as: (String, String, String, Instant).self
        ).map { ModelChange(kind: $0.0, reason: $0.1, changedBy: $0.2, changedAt: $0.3) }
    }

    /// Makes a published model the champion; false when there is none of that version. A model that
    /// is the champion stays so, and nothing is written.
    func promote(_ version: String, _ change: WantedChange) async throws(DatabaseError) -> Bool {
        let isThere = try await models.first(
            """
            WITH promoted AS ( \
            UPDATE prediction.models SET turn = DEFAULT, is_challenger = false, retired_at = NULL \
            WHERE version = \(version) AND (is_challenger OR retired_at IS NOT NULL \
            OR turn < (SELECT max(turn) FROM prediction.models \
            WHERE NOT is_challenger AND retired_at IS NULL)) RETURNING version), \
            told AS ( \
            INSERT INTO prediction.model_changes (version, kind, reason, changed_by, changed_at) \
            SELECT version, 'promoted', \(change.reason), \(change.by), \(change.at) \
            FROM promoted) \
            SELECT EXISTS (SELECT 1 FROM prediction.models WHERE version = \(version))
            """, as: Bool.self)
        models.announceChange(ofEverythingIn: "prediction")
        return isThere ?? false
    }

    /// Takes a model back, so that the one before it predicts; false when there is none of that version.
    func rollBack(_ version: String, _ change: WantedChange) async throws(DatabaseError) -> Bool {
        let isThere = try await models.first(
            """
            WITH retired AS ( \
            UPDATE prediction.models SET retired_at = \(change.at) \
            WHERE version = \(version) AND retired_at IS NULL RETURNING version), \
            told AS ( \
            INSERT INTO prediction.model_changes (version, kind, reason, changed_by, changed_at) \
            SELECT version, 'rolled_back', \(change.reason), \(change.by), \(change.at) \
            FROM retired) \
            SELECT EXISTS (SELECT 1 FROM prediction.models WHERE version = \(version))
            """, as: Bool.self)
        models.announceChange(ofEverythingIn: "prediction")
        return isThere ?? false
    }

    private func read(_ bytes: [UInt8]) throws(DatabaseError) -> ModelCard {
        do throws(WireError) {
            return try ModelCard(wireBytes: bytes)
        } catch {
            throw DatabaseError(.unexpectedData, "a stored model card cannot be read: \(error)")
        }
    }
}
