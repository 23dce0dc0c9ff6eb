import Testing

@testable import Postgres

@Suite(.timeLimit(.minutes(1)))
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

    @Test
    func `what a transaction announces is told after its commit, once, and not when it fails`()
        async throws
    {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id bigint)")
            var heard = database.listen(to: "t").makeAsyncIterator()
            #expect(await heard.next() == "")
            try? await database.withTransaction(.allTenants) { transaction in
                transaction.announce("rolled back", on: "t")
                throw CancellationError()
            }
            try await database.withTransaction(.allTenants) { transaction in
                for _ in 0..<100 { transaction.announce("committed", on: "t") }
                try await transaction.execute("INSERT INTO t VALUES (1)")
            }
            #expect(await heard.next() == "committed")
            let rows = try await session.query("SELECT id FROM t", as: Int.self)
            #expect(rows == [1])
            session.announce("alone", on: "t")
            #expect(await heard.next() == "alone")
        }
    }

    @Test func `announcements beyond the limit become a look for yourself`() {
        var announcements = Announcements()
        for number in 0...Announcements.countMax { announcements.add("\(number)", on: "c") }
        #expect(announcements.items == [Announcements.Item(channel: "c", payload: "")])
        announcements.add(String(repeating: "x", count: 8_000), on: "d")
        #expect(announcements.items.contains(Announcements.Item(channel: "d", payload: "")))
    }

    private func eventually(_ body: () async throws -> Void) async throws {
        try await Task.sleep(for: .milliseconds(200))
        try await body()
    }
}
