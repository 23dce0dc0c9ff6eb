import LocalMesh
import Postgres

/// What every table, view, function and role of the mesh is held to, read from the catalogue: a new
/// table is under the same rules without being named anywhere.
struct SchemaRules {
    /// Tables that belong to the mesh and not to a tenant.
    static let ofNoTenant: [String: String] = [
        "migrations": "which steps the schema has",
        "migration_attempts": "which step was begun and did not end",
        "event_positions": "how far a consumer has read a log over all tenants",
        "event_partitions": "which partitions the log has, over all tenants",
        "event_horizons": "what retention has taken of the log, over all tenants",
        "prediction.models": "models are the mesh's, learned from no single tenant",
        "prediction.model_changes": "who made such a model the one that predicts, and why",
        "gateway.live_places": "where a restarted gateway starts to read, over all tenants",
    ]
    /// Tables whose key cannot be a primary key that starts with the tenant.
    static let ofAnotherKey: [String: String] = [
        "events": "a log is read over all tenants in its own order, and partitioned by time",
        "roi.baselines": "one row of a tenant has no agent: UNIQUE NULLS NOT DISTINCT",
    ]

    let owner: ScopedDatabase
    private let schemas = MeshLayout.services

    /// Every rule that something breaks, as `what it is: what is wrong`; empty when all hold.
    func faults() async throws -> [String] {
        try await unprotected() + badKeys() + leakingViews() + foreignGrants() + powerfulRoles()
    }

    /// Without row-level security, without FORCE, without a policy for every command and row.
    private func unprotected() async throws -> [String] {
        let rows = try await owner.query(
            """
            SELECT n.nspname || '.' || c.relname, c.relname,
                EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                    AND a.attname = 'tenant_id' AND NOT a.attisdropped),
                c.relrowsecurity AND c.relforcerowsecurity,
                EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
                    AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY(\(schemas)) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            """, as: (String, String, Bool, Bool, Bool).self)
        return rows.compactMap { table, name, hasTenant, isForced, hasPolicy in
            let isExcused = Self.ofNoTenant[table] != nil || Self.ofNoTenant[name] != nil
            guard hasTenant else { return isExcused ? nil : "\(table): has no tenant_id" }
            guard isForced else { return "\(table): row-level security is not forced" }
            return hasPolicy ? nil : "\(table): no policy holds reading and writing"
        }
    }

    private func badKeys() async throws -> [String] {
        let rows = try await owner.query(
            """
            SELECT n.nspname || '.' || c.relname, c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
            WHERE n.nspname = ANY(\(schemas)) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid
                AND k.contype = 'p' AND k.conkey[1] = a.attnum)
            """, as: (String, String).self)
        return rows.filter { Self.ofAnotherKey[$0.0] == nil && Self.ofAnotherKey[$0.1] == nil }
            .map { "\($0.0): its primary key does not start with tenant_id" }
    }

    /// A view reads with its owner's rights unless it says otherwise.
    private func leakingViews() async throws -> [String] {
        try await owner.query(
            """
            SELECT n.nspname || '.' || c.relname || ': a view without security_invoker'
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY(\(schemas)) AND (c.relkind = 'm' OR c.relkind = 'v'
                AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false))
            """, as: String.self)
    }

    /// Whatever anybody but the schema's two roles may do; partitions are for their owner alone,
    /// because their parent's policies do not hold for who names them.
    private func foreignGrants() async throws -> [String] {
        try await owner.query(
            """
            WITH things AS (
                SELECT nspname AS home, nspname AS thing, coalesce(nspacl,
                    acldefault('n', nspowner)) AS acl, false AS is_partition FROM pg_namespace
                UNION ALL
                SELECT n.nspname, n.nspname || '.' || c.relname, coalesce(c.relacl,
                    acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner)),
                    c.relispartition
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind <> 'i' AND c.relkind <> 'I'
                UNION ALL
                SELECT n.nspname, n.nspname || '.' || c.relname || '.' || a.attname, a.attacl,
                    c.relispartition
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attacl IS NOT NULL
                UNION ALL
                SELECT n.nspname, n.nspname || '.' || p.proname || '()',
                    coalesce(p.proacl, acldefault('f', p.proowner)), false
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace)
            SELECT DISTINCT thing || ': ' || coalesce(r.rolname, 'PUBLIC') || ' has ' ||
                g.privilege_type
            FROM things, aclexplode(acl) g LEFT JOIN pg_roles r ON r.oid = g.grantee
            WHERE home = ANY(\(schemas)) AND coalesce(r.rolname, 'PUBLIC') <> home || '_owner'
            AND (coalesce(r.rolname, 'PUBLIC') <> home OR is_partition)
            ORDER BY 1
            """, as: String.self)
    }

    /// A role that is above row-level security, or is somebody else as well.
    private func powerfulRoles() async throws -> [String] {
        try await owner.query(
            """
            SELECT r.rolname || ': may more than serve its schema' FROM pg_roles r
            WHERE r.rolname = ANY(\(schemas)) AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
                OR r.rolcreatedb OR r.rolreplication
                OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))
            """, as: String.self)
    }
}
