import Postgres

/// A table of the mesh as the database's catalogue has it.
struct StoredTable: Hashable, Sendable {
    let schema: String
    let name: String
    let columns: [String]

    var path: String { "\(schema).\(name)" }
    var owner: String { "\(schema)_owner" }
    var hasTenant: Bool { columns.contains("tenant_id") }

    /// Every table of `schemas`; a partitioned table stands for its partitions. Those that refer to
    /// others come before what they refer to, so that rows can be deleted in this order.
    static func all(
        in schemas: [String], _ connection: OwnerConnection
    ) throws(DatabaseError) -> [StoredTable] {
        let rows = try connection.rows(
            """
            WITH RECURSIVE held(target, depth) AS (
                SELECT c.oid, 0 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ANY(string_to_array($1, ',')) AND c.relkind IN ('r', 'p')
                AND NOT c.relispartition
                UNION
                SELECT k.confrelid, held.depth + 1 FROM held
                JOIN pg_constraint k ON k.conrelid = held.target AND k.contype = 'f'
                AND k.confrelid <> k.conrelid WHERE held.depth < 32)
            SELECT n.nspname, c.relname, (SELECT string_agg(a.attname, ',' ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
                AND NOT a.attisdropped)
            FROM held JOIN pg_class c ON c.oid = held.target
            JOIN pg_namespace n ON n.oid = c.relnamespace
            GROUP BY n.nspname, c.relname, c.oid
            ORDER BY array_position(string_to_array($1, ','), n.nspname::text),
                max(held.depth), c.relname
            """, [schemas.joined(separator: ",")])
        return rows.map { row in
            StoredTable(
                schema: row[0] ?? "", name: row[1] ?? "",
                columns: (row[2] ?? "").split(separator: ",").map(String.init))
        }
    }

    /// How many rows there are and a hash over them that does not depend on their order, as the
    /// connection's scope shows them.
    ///
    /// The first 64 bits of each row's MD5, added up: it finds what went missing or was altered by
    /// accident, not what somebody forged.
    func fingerprint(
        _ connection: OwnerConnection, where condition: String = "true"
    ) throws(DatabaseError) -> (rows: Int, hash: String) {
        let row = try connection.rows(
            """
            SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric),
                0) FROM \(path) t WHERE \(condition)
            """)[0]
        return (Int(row[0] ?? "") ?? 0, row[1] ?? "")
    }
}

extension OwnerConnection {
    /// What rows look like as text must not depend on the server's or the role's settings.
    func fixTextForms() throws(DatabaseError) {
        try run(
            """
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
            SET extra_float_digits = 1; SET bytea_output = 'hex'; SET app.tenant = '*'
            """)
    }
}
