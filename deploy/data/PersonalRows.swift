import Postgres
import Wire

/// The rows of one table that belong to a tenant or to a person in it.
struct PersonalRows {
    let table: DeclaredTable
    /// Nil for every row of the tenant.
    let subject: Subject?
    let tenant: String
    let connection: OwnerConnection

    /// Deleted in one transaction: long enough to be quick, short enough that nobody waits long.
    static let batchLimit = 1_000

    private var path: String { table.table.path }

    /// What picks them; nil when the table has none. Messages are looked through one by one.
    var condition: (sql: String, values: [String])? {
        guard let subject else { return ("true", []) }
        return table.condition(on: table.declaration.links, subject)
    }

    func count() throws(DatabaseError) -> Int {
        var count = 0
        if let (sql, values) = condition {
            count = try within { () throws(DatabaseError) in
                Int(
                    try connection.rows("SELECT count(*) FROM \(path) WHERE \(sql)", values)[0][0]
                        ?? "") ?? 0
            }
        }
        return try count + places(limit: .max).count + countParts()
    }

    // MARK: - Deleting

    /// Deletes at most one batch and returns how many rows went.
    func deleteBatch() throws(DatabaseError) -> Int {
        var deleted = 0
        if let (sql, values) = condition {
            deleted = try within { () throws(DatabaseError) in
                try connection.rows(
                    """
                    WITH gone AS (DELETE FROM \(path) WHERE (tableoid, ctid) IN (
                        SELECT tableoid, ctid FROM \(path) WHERE \(sql) LIMIT \(Self.batchLimit))
                        RETURNING 1) SELECT count(*) FROM gone
                    """, values)[0][0].flatMap { Int($0) } ?? 0
            }
        }
        guard deleted == 0 else { return deleted }
        // What is found must not move before it is deleted.
        return try within { () throws(DatabaseError) in
            let places = try found(limit: Self.batchLimit, lock: "FOR UPDATE")
            guard !places.isEmpty else { return 0 }
            return try connection.rows(
                """
                WITH gone AS (DELETE FROM \(path) WHERE (tableoid, ctid) IN (
                    SELECT * FROM unnest($1::oid[], $2::tid[])) RETURNING 1)
                SELECT count(*) FROM gone
                """,
                [arrayLiteral(places.map(\.table)), arrayLiteral(places.map(\.row))]
            )[0][0].flatMap { Int($0) } ?? 0
        }
    }

    /// Rows whose message of the wire has one of the person's ids as a text of its own, without those
    /// that `condition` picks.
    ///
    /// The database looks for the bytes, and what it finds is read: the same bytes may stand within
    /// another text.
    func places(limit: Int) throws(DatabaseError) -> [Place] {
        try within { () throws(DatabaseError) in try found(limit: limit) }
    }

    typealias Place = (table: String, row: String, bytes: String)

    private func found(limit: Int, lock: String = "") throws(DatabaseError) -> [Place] {
        guard let subject, !subject.ids.isEmpty, let column = messageColumn else { return [] }
        let known = table.condition(on: table.declaration.links, subject, after: 1)
        let found = try connection.rows(
            """
            SELECT tableoid, ctid, encode(\(column), 'hex') FROM \(path)
            WHERE \(known?.sql ?? "false") IS NOT TRUE
            AND EXISTS (SELECT FROM unnest($1::text[]) AS id
                WHERE position(convert_to(id, 'UTF8') IN \(column)) > 0) \(lock)
            """, [arrayLiteral(subject.ids)] + (known?.values ?? []))
        var places: [Place] = []
        for row in found where places.count < limit {
            let message = try? CBORValue(decoding: bytes(ofHex: row[2] ?? ""), rules: .lenient)
            // What cannot be read is taken for the person's.
            guard message?.hasText(in: subject.ids) ?? true else { continue }
            places.append((row[0] ?? "", row[1] ?? "", row[2] ?? ""))
        }
        return places
    }

    private var messageColumn: String? {
        table.declaration.links.compactMap {
            if case .message(let column) = $0 { column } else { nil }
        }.first
    }

    // MARK: - Replacing

    /// Replaces the ids of a lead's conversations in the rows that stay, and returns how many rows.
    ///
    /// One token for each conversation, so that rows that spoke of the same still do.
    func replaceParts() throws(DatabaseError) -> Int {
        guard let columns = partColumns else { return 0 }
        var replaced = 0
        for id in try partsToReplace() {
            let changes = columns.map { column in
                """
                \(column) = btrim(replace(':' || \(column) || ':', ':' || $1 || ':', \
                ':' || $2 || ':'), ':')
                """
            }
            let conditions = columns.map { "position(':' || $1 || ':' IN ':' || \($0) || ':') > 0" }
            let token = "erased-\(UInt64.random(in: .min ... .max))"
            replaced += try within { () throws(DatabaseError) in
                try connection.rows(
                    """
                    WITH changed AS (UPDATE \(path) SET \(changes.joined(separator: ", "))
                        WHERE \(conditions.joined(separator: " OR ")) RETURNING 1)
                    SELECT count(*) FROM changed
                    """, [id, token])[0][0].flatMap { Int($0) } ?? 0
            }
        }
        return replaced
    }

    /// The person's conversations that rows of others still speak of.
    private func partsToReplace() throws(DatabaseError) -> [String] {
        guard let (sql, values) = partsCondition else { return [] }
        return try within { () throws(DatabaseError) in
            try connection.rows(
                """
                SELECT id FROM unnest($1::text[]) AS id
                WHERE EXISTS (SELECT FROM \(path) WHERE \(sql))
                """, values
            ).compactMap { $0[0] }
        }
    }

    private func countParts() throws(DatabaseError) -> Int {
        guard let (sql, values) = partsCondition else { return 0 }
        return try within { () throws(DatabaseError) in
            try connection.rows(
                """
                SELECT count(*) FROM \(path)
                WHERE EXISTS (SELECT FROM unnest($1::text[]) AS id WHERE \(sql))
                """, values)[0][0].flatMap { Int($0) } ?? 0
        }
    }

    /// What picks the rows, not the person's own, in which the conversation `id` is a part.
    private var partsCondition: (sql: String, values: [String])? {
        guard let subject, let columns = partColumns, !subject.conversations.isEmpty else {
            return nil
        }
        let own = table.condition(on: table.declaration.links, subject, after: 1)
        let parts = columns.map { "position(':' || id || ':' IN ':' || \($0) || ':') > 0" }
        return (
            "(\(parts.joined(separator: " OR "))) AND (\(own?.sql ?? "false")) IS NOT TRUE",
            [arrayLiteral(subject.conversations)] + (own?.values ?? [])
        )
    }

    private var partColumns: [String]? {
        table.declaration.links.compactMap {
            if case .parts(let columns) = $0 { columns } else { nil }
        }.first
    }

    private func within<Value>(
        _ body: () throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value {
        try connection.within(table.table.schema, tenant: tenant, body)
    }
}

extension CBORValue {
    /// Whether one of `texts` is a text somewhere in it.
    fileprivate func hasText(in texts: Set<String>) -> Bool {
        switch self {
        case .text(let text): texts.contains(text)
        case .array(let items): items.contains { $0.hasText(in: texts) }
        case .map(let pairs):
            pairs.contains { $0.key.hasText(in: texts) || $0.value.hasText(in: texts) }
        case .tagged(_, let item): item.hasText(in: texts)
        default: false
        }
    }
}

/// The bytes of an even number of hex digits.
func bytes(ofHex text: String) -> [UInt8] {
    let digits = text.utf8.map { $0 <= UInt8(ascii: "9") ? $0 & 15 : ($0 & 15) + 9 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
