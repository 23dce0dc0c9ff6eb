import Identifiers
import Postgres
import Testing

/// Binds and reads, against a real server.
struct ValueTests {
    /// Sends each value and reads it back.
    private func roundTrip<Value: PostgresEncodable & PostgresDecodable & Equatable>(
        _ values: [Value]
    ) async throws {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            for value in values {
                let back = try await session.query("SELECT \(value)", as: Value.self)
                #expect(back == [value])
                let none = try await session.query("SELECT \(Value?.none)", as: Value?.self)
                #expect(none == [nil])
            }
        }
    }

    @Test func `numbers come back as they went`() async throws {
        try await roundTrip([true, false])
        try await roundTrip([0, 1, -1, Int.max, Int.min])
        try await roundTrip([Int64.max, Int64.min])
        try await roundTrip([Int32.max, Int32.min, 0])
        try await roundTrip([UInt64(3), 1 << 40])
        try await roundTrip([0, -0.5, .pi, .infinity, Double.greatestFiniteMagnitude])
    }

    @Test func `texts and bytes come back as they went`() async throws {
        try await roundTrip(["", "a", "O'Hara; DROP TABLE x --", "żółć 🏡", "\\x00\n$1"])
        try await roundTrip([[], [0], [UInt8](0...255)])
        try await roundTrip([TenantID("t1"), ""])
        try await roundTrip(AlertType.allCases)
    }

    @Test func `times and ids come back as they went`() async throws {
        let instants = [
            "2026-01-05T09:00:00.123456Z", "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
        ]
        try await roundTrip(instants.compactMap { Instant($0) })
        try await roundTrip(
            ["2026-02-28", "1999-12-31", "0001-01-01"].compactMap { CalendarDate($0) })
        try await roundTrip([UUIDv7(high: 0, low: 0), UUIDv7(high: .max, low: 1)])
        try await roundTrip([SessionID(at: Instant(microseconds: 1_000_000))])
    }

    @Test func `arrays come back as they went`() async throws {
        try await roundTrip([[], [1, 2, 3], [Int64.max]] as [[Int64]])
        try await roundTrip([["a", "", "{,}\"NULL\""]])
        try await roundTrip([[1.5, -.infinity]])
        try await roundTrip([[[1, 2], [], [255]]] as [[[UInt8]]])
        try await roundTrip([[UUIDv7(high: 7, low: 8)]])
        try await roundTrip([["a", nil, "c"]] as [[String?]])
        try await roundTrip([[true, false]])
        try await roundTrip([[SessionID(rawValue: UUIDv7(high: 1, low: 2))]])
        try await roundTrip([[AlertType.realTimeSuggestion]])
    }

    @Test func `the server and we mean the same by a value`() async throws {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            let rows = try await session.query(
                """
                SELECT timestamptz '2026-01-05 09:00:00.5Z', date '2026-01-05', 7::int2, 8::int4,
                       1.5::float4, '{"a": 1}'::jsonb, 'x'::varchar, '12'::xid8,
                       '01890a5d-ac96-774b-bcce-b302099a8057'::uuid, '\\x01ff'::bytea, NULL::text
                """,
                as: (
                    Instant, CalendarDate, Int, Int64, Double, String, String, UInt64, UUIDv7,
                    [UInt8], String?
                ).self)
            let row = try #require(rows.first)
            #expect(row.0.description == "2026-01-05T09:00:00.500Z")
            #expect(row.1.description == "2026-01-05")
            #expect((row.2, row.3, row.4) == (7, 8, 1.5))
            #expect((row.5, row.6, row.7) == ("{\"a\": 1}", "x", 12))
            #expect(row.8.description == "01890a5d-ac96-774b-bcce-b302099a8057")
            #expect(row.9 == [1, 255])
            #expect(row.10 == nil)
        }
    }

    @Test func `many rows go in by one statement with arrays`() async throws {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id bigint, name text)")
            let ids = Array(Int64(0)..<10_000)
            let count = try await session.execute(
                """
                INSERT INTO t (id, name)
                SELECT * FROM unnest(\(ids), \(ids.map { "n\($0)" }))
                """)
            #expect(count == 10_000)
            let last = try await session.first(
                "SELECT id, name FROM t ORDER BY id DESC LIMIT \(1)", as: (Int64, String).self)
            #expect(last?.0 == 9_999 && last?.1 == "n9999")
        }
    }

    @Test(arguments: [
        ("SELECT 1.5::numeric", "column 1 (numeric) is numeric"),
        ("SELECT 1, 2", "returns 2 columns and 1 are read"),
        ("SELECT NULL::int8 AS total", "column 1 (total) is NULL: read it as an optional"),
    ])
    func `a column that does not fit is named`(statement: String, message: String) async throws {
        try await withDatabase { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.scoped(to: .allTenants)
                    .query("\(unescaped: statement)", as: Int.self)
            }
            #expect(error?.kind == .unexpectedData)
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        }
    }
}
