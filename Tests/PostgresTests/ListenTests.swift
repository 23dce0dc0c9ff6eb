import Postgres
import Testing

struct ListenTests {
    @Test func `a listener hears its channel, and looks for itself after each connect`()
        async throws
    {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            var heard = database.listen(to: "Coaching \"events\"").makeAsyncIterator()
            #expect(await heard.next() == "")
            try await session.execute("SELECT pg_notify('other', 'no')")
            try await session.execute("SELECT pg_notify('Coaching \"events\"', 'one')")
            #expect(await heard.next() == "one")
            try await DatabaseOwner(database.configuration).run(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """)
            #expect(await heard.next() == "")
            try await session.execute("SELECT pg_notify('Coaching \"events\"', 'two')")
            #expect(await heard.next() == "two")
        }
    }

    @Test func `listeners of several channels share a connection`() async throws {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            var first = database.listen(to: "a").makeAsyncIterator()
            #expect(await first.next() == "")
            var second = database.listen(to: "b").makeAsyncIterator()
            #expect(await second.next() == "")
            try await eventually {
                try await session.execute("SELECT pg_notify('a', '1'), pg_notify('b', '2')")
            }
            #expect(await first.next() == "1")
            #expect(await second.next() == "2")
            let count = try await session.query(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """, as: Int.self)
            #expect(count == [1])
        }
    }

    private func eventually(_ body: () async throws -> Void) async throws {
        try await Task.sleep(for: .milliseconds(200))
        try await body()
    }
}
