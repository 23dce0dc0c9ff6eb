import LocalMesh
import Postgres

/// Tries what each role may do with each table under each scope.
///
/// Every tenant table gets one row of tenant `mine` and one of tenant `theirs`, made from the types
/// of its columns; each try is undone.
struct TenantProbe {
    /// A table and what its service may do with it.
    struct Table: Sendable {
        let schema: String
        let name: String
        /// Columns and values of a row whose tenant is `%L`.
        let insert: String
        /// A column that the service may change; nil when it may change none.
        let changeable: String?
        let maySelect, mayInsert, mayDelete: Bool

        var path: String { "\(schema).\(name)" }
    }

    let owner: ScopedDatabase

    /// Fills the tables; what a row must be for the domain does not matter here.
    func prepare() async throws -> [Table] {
        try await owner.execute(
            """
            DO $$ DECLARE broken record; BEGIN
                FOR broken IN SELECT conrelid::regclass AS target, conname FROM pg_constraint
                    JOIN pg_namespace n ON n.oid = connamespace
                    WHERE nspname = ANY(string_to_array('\(unescaped: schemaList)', ','))
                    AND contype IN ('c', 'f') AND conislocal ORDER BY contype DESC
                LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', broken.target,
                    broken.conname); END LOOP;
                FOR broken IN SELECT DISTINCT tgrelid::regclass AS target FROM pg_trigger t
                    JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
                    WHERE nspname = ANY(string_to_array('\(unescaped: schemaList)', ','))
                    AND NOT tgisinternal AND NOT relispartition
                LOOP EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', broken.target); END LOOP;
            END $$
            """)
        try await owner.execute(Self.probeFunction)
        let tables = try await tables()
        for table in tables {
            for tenant in ["mine", "theirs"] {
                let row = table.insert.replacing("%L", with: "'\(tenant)'")
                try await owner.execute("\(unescaped: row)")
            }
        }
        return tables
    }

    /// How many rows `statement` touched as `role` under `scope`, or the SQLSTATE it met; nil for a
    /// connection that never said a tenant.
    func attempt(_ statement: String, as role: String, scope: String?) async throws -> String {
        try await owner.first(
            "SELECT public.probe(\(role), \(scope), \(statement))", as: String.self) ?? ""
    }

    private var schemaList: String { MeshLayout.services.joined(separator: ",") }

    private func tables() async throws -> [Table] {
        try await owner.query(
            """
            SELECT n.nspname, c.relname,
                format('INSERT INTO %I.%I (%s) VALUES (%s)', n.nspname, c.relname,
                    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
                    string_agg(CASE WHEN a.attname = 'tenant_id' THEN '%L'
                        WHEN a.atttypid = 'uuid'::regtype THEN 'gen_random_uuid()'
                        WHEN a.atttypid IN ('timestamptz'::regtype, 'date'::regtype) THEN 'now()'
                        WHEN a.atttypid = 'bytea'::regtype THEN '''\\x00'''
                        WHEN a.atttypid = 'boolean'::regtype THEN 'true'
                        WHEN a.atttypid = 'bit'::regtype THEN '0::bit(96)'
                        WHEN a.attndims > 0 THEN '''{}'''
                        ELSE '''1''' END, ', ' ORDER BY a.attnum)),
                min(a.attname) FILTER (
                    WHERE has_column_privilege(n.nspname::text, c.oid, a.attnum, 'UPDATE')),
                has_table_privilege(n.nspname::text, c.oid, 'SELECT'),
                has_table_privilege(n.nspname::text, c.oid, 'INSERT'),
                has_table_privilege(n.nspname::text, c.oid, 'DELETE')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attidentity = '' AND a.attgenerated = ''
            WHERE n.nspname = ANY(\(MeshLayout.services)) AND c.relkind IN ('r', 'p')
            AND NOT c.relispartition
            GROUP BY n.nspname, c.relname, c.oid HAVING bool_or(a.attname = 'tenant_id')
            ORDER BY 1, 2
            """, as: (String, String, String, String?, Bool, Bool, Bool).self
        ).map {
            Table(
                schema: $0.0, name: $0.1, insert: $0.2, changeable: $0.3, maySelect: $0.4,
                mayInsert: $0.5, mayDelete: $0.6)
        }
    }

    /// Runs a statement as somebody, undoes it, and returns its row count or its SQLSTATE.
    private static let probeFunction: SQL = """
        CREATE FUNCTION public.probe(role_name text, scope text, statement text) RETURNS text
        LANGUAGE plpgsql AS $$
        DECLARE touched bigint;
        BEGIN
            RESET app.tenant;
            IF scope IS NOT NULL THEN PERFORM set_config('app.tenant', scope, true); END IF;
            EXECUTE format('SET LOCAL ROLE %I', role_name);
            EXECUTE statement;
            GET DIAGNOSTICS touched = ROW_COUNT;
            RAISE EXCEPTION USING ERRCODE = 'UNDO0', MESSAGE = touched::text;
        EXCEPTION
            WHEN SQLSTATE 'UNDO0' THEN RETURN SQLERRM;
            WHEN OTHERS THEN RETURN SQLSTATE;
        END $$
        """
}
