import AnalyzerContract
import Identifiers
import Postgres
import Wire

/// Keeps what tenants listen for, version by version.
struct TrackerStore: DefinitionStore {
    let database: Database

    func definitions(
        of tenant: TenantID, includingRetired: Bool
    ) async throws -> [Tracker] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT tracker, retired FROM (
                SELECT DISTINCT ON (name) name, tracker, retired_at IS NOT NULL AS retired
                FROM analyzer.trackers WHERE tenant_id = \(tenant)
                ORDER BY name, version DESC
            ) AS newest
            WHERE \(includingRetired) OR NOT retired
            ORDER BY name
            """, as: ([UInt8], Bool).self)
        return try rows.map { try Tracker(wireBytes: $0.0, isRetired: $0.1) }
    }

    func newest(
        _ name: String, of tenant: TenantID
    ) async throws -> StoredDefinition<Tracker>? {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT tracker, retired_at IS NOT NULL, definition FROM analyzer.trackers
            WHERE tenant_id = \(tenant) AND name = \(name) ORDER BY version DESC LIMIT 1
            """, as: ([UInt8], Bool, [UInt8]).self)
        return try row.map {
            StoredDefinition(
                definition: try Tracker(wireBytes: $0.0, isRetired: $0.1), request: $0.2)
        }
    }

    /// Nil for a tracker of phrases alone.
    func model(_ name: String, version: Int, of tenant: TenantID) async throws -> [UInt8]? {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT model FROM analyzer.trackers
            WHERE tenant_id = \(tenant) AND name = \(name) AND version = \(Int32(version))
            """, as: [UInt8]?.self) ?? nil
    }

    /// False when another definition has taken the version.
    func add(
        _ tracker: Tracker, request: [UInt8], model: [UInt8]?
    ) async throws -> Bool {
        try await database.scoped(to: .tenant(tracker.tenantID)).first(
            """
            INSERT INTO analyzer.trackers (tenant_id, name, version, definition, tracker, model)
            VALUES (
                \(tracker.tenantID), \(tracker.name), \(Int32(tracker.version)), \(request),
                \(tracker.wireBytes()), \(model))
            ON CONFLICT (tenant_id, name, version) DO NOTHING
            RETURNING version
            """, as: Int32.self) != nil
    }

    func retire(_ name: String, of tenant: TenantID, at now: Instant) async throws {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            UPDATE analyzer.trackers SET retired_at = COALESCE(retired_at, \(now))
            WHERE tenant_id = \(tenant) AND name = \(name) AND version = (
                SELECT max(version) FROM analyzer.trackers
                WHERE tenant_id = \(tenant) AND name = \(name))
            """)
    }
}
