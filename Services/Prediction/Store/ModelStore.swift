import Identifiers
import Postgres
import PredictionContract
import Runtime
import Wire

/// Keeps published models.
struct ModelStore: Sendable {
    let database: Database

    private var models: ScopedDatabase { database.scoped(to: .allTenants) }

    /// What became of a model that somebody published.
    enum Publication: Sendable {
        case kept
        /// Another model has been published under its version.
        case versionTaken
        /// It is the champion, which cannot challenge itself.
        case predictsAlready
    }

    /// Makes a model the newest, or the challenger of the one that predicts.
    ///
    /// The champion stays what it is when it is published as a challenger: nothing is written.
    func publish(
        _ card: ModelCard, _ artifact: [UInt8], asChallenger: Bool, _ change: WantedChange
    ) async throws(DatabaseError) -> Publication {
        // An older model that is published again takes a new turn; the newest one stays as it is.
        try await models.execute(
            """
            WITH published AS ( \
            INSERT INTO prediction.models AS known \
            (version, card, artifact, published_at, is_challenger) \
            VALUES (\(card.version), \(card.wireBytes()), \(artifact), \(change.at), \
            \(asChallenger)) \
            ON CONFLICT (version) DO UPDATE \
            SET turn = DEFAULT, published_at = excluded.published_at, retired_at = NULL, \
            is_challenger = excluded.is_challenger \
            WHERE known.artifact = excluded.artifact \
            AND NOT (excluded.is_challenger AND known.version = ( \
            SELECT version FROM prediction.models \
            WHERE NOT is_challenger AND retired_at IS NULL ORDER BY turn DESC LIMIT 1)) \
            AND (known.turn < (SELECT max(turn) FROM prediction.models) \
            OR known.retired_at IS NOT NULL \
            OR known.is_challenger <> excluded.is_challenger) \
            RETURNING version) \
            INSERT INTO prediction.model_changes (version, kind, reason, changed_by, changed_at) \
            SELECT version, \(asChallenger ? "challenged" : "published"), \(change.reason), \
            \(change.by), \(change.at) FROM published
            """)
        models.announceChange(ofEverythingIn: "prediction")
        let kept = try await models.first(
            """
            SELECT artifact = \(artifact), is_challenger FROM prediction.models \
            WHERE version = \(card.version)
            """, as: (Bool, Bool).self)
        guard let (isSame, isChallenger) = kept, isSame else { return .versionTaken }
        return asChallenger && !isChallenger ? .predictsAlready : .kept
    }

    /// The version of the champion; nil when none has been published.
    func newestVersion() async throws(DatabaseError) -> String? {
        try await models.first(
            """
            SELECT version FROM prediction.models \
            WHERE NOT is_challenger AND retired_at IS NULL ORDER BY turn DESC LIMIT 1
            """, as: String.self)
    }

    /// The version of the newest challenger; nil when nobody challenges.
    func challengerVersion() async throws(DatabaseError) -> String? {
        try await models.first(
            """
            SELECT version FROM prediction.models \
            WHERE is_challenger AND retired_at IS NULL ORDER BY turn DESC LIMIT 1
            """, as: String.self)
    }

    /// The card and the artifact of a version.
    func model(_ version: String) async throws(DatabaseError) -> (
        card: ModelCard, artifact: [UInt8]
    )? {
        let row = try await models.first(
            "SELECT card, artifact FROM prediction.models WHERE version = \(version)",
            as: ([UInt8], [UInt8]).self)
        guard let (card, artifact) = row else { return nil }
        do throws(WireError) {
            return (try ModelCard(wireBytes: card), artifact)
        } catch {
            throw DatabaseError(.unexpectedData, "a stored model card cannot be read: \(error)")
        }
    }
}
