import AnalyzerContract
import Identifiers
import Postgres
import Wire

/// Keeps tenants' rubrics, version by version.
struct RubricStore: DefinitionStore {
    let database: Database

    func definitions(
        of tenant: TenantID, includingRetired: Bool
    ) async throws -> [Rubric] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT rubric, retired FROM (
                SELECT DISTINCT ON (name) name, rubric, retired_at IS NOT NULL AS retired
                FROM analyzer.rubrics WHERE tenant_id = \(tenant)
                ORDER BY name, version DESC
            ) AS newest
            WHERE \(includingRetired) OR NOT retired
            ORDER BY name
            """, as: ([UInt8], Bool).self)
        return try rows.map { try Rubric(wireBytes: $0.0, isRetired: $0.1) }
    }

    func newest(
        _ name: String, of tenant: TenantID
    ) async throws -> StoredDefinition<Rubric>? {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT rubric, retired_at IS NOT NULL, definition FROM analyzer.rubrics
            WHERE tenant_id = \(tenant) AND name = \(name) ORDER BY version DESC LIMIT 1
            """, as: ([UInt8], Bool, [UInt8]).self)
        return try row.map {
            StoredDefinition(
                definition: try Rubric(wireBytes: $0.0, isRetired: $0.1), request: $0.2)
        }
    }

    /// False when another definition has taken the version.
    func add(_ rubric: Rubric, request: [UInt8]) async throws -> Bool {
        try await database.scoped(to: .tenant(rubric.tenantID)).first(
            """
            INSERT INTO analyzer.rubrics (tenant_id, name, version, definition, rubric)
            VALUES (
                \(rubric.tenantID), \(rubric.name), \(Int32(rubric.version)), \(request),
                \(rubric.wireBytes()))
            ON CONFLICT (tenant_id, name, version) DO NOTHING
            RETURNING version
            """, as: Int32.self) != nil
    }

    func retire(_ name: String, of tenant: TenantID, at now: Instant) async throws {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            UPDATE analyzer.rubrics SET retired_at = COALESCE(retired_at, \(now))
            WHERE tenant_id = \(tenant) AND name = \(name) AND version = (
                SELECT max(version) FROM analyzer.rubrics
                WHERE tenant_id = \(tenant) AND name = \(name))
            """)
    }
}
