import Identifiers
import Postgres
import Testing

struct TransactionTests {
    private func withTable(_ body: (Database, ScopedDatabase) async throws -> Void) async throws {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id bigint PRIMARY KEY)")
            try await body(database, session)
        }
    }

    private func count(_ session: some SQLSession) async throws -> Int {
        try await session.query("SELECT count(*) FROM t", as: Int.self)[0]
    }

    @Test func `what a transaction did is there after it and not before`() async throws {
        try await withTable { database, session in
            let inside = try await database.withTransaction(.allTenants) { transaction in
                try await transaction.execute("INSERT INTO t VALUES (1)")
                try await #expect(count(session) == 0)
                return try await count(transaction)
            }
            #expect(inside == 1)
            try await #expect(count(session) == 1)
        }
    }

    @Test func `a throwing body leaves nothing behind and its error is thrown`() async throws {
        struct Wrong: Error {}
        try await withTable { database, session in
            await #expect(throws: Wrong.self) {
                try await database.withTransaction(.allTenants) { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    throw Wrong()
                }
            }
            let rows = try await count(session)
            #expect(rows == 0)
        }
    }

    @Test func `a body that swallows a failure does not commit`() async throws {
        try await withTable { database, session in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.withTransaction(.allTenants) { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    _ = try? await transaction.execute("INSERT INTO t VALUES (1)")
                }
            }
            #expect(error?.message.contains("rolled back") == true)
            try await #expect(count(session) == 0)
        }
    }

    @Test func `statements sent at once wait until the transaction has begun`() async throws {
        try await withTable { database, session in
            for round in 0..<20 {
                _ = try? await database.withTransaction(.allTenants) { transaction in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<4 {
                            group.addTask {
                                try await transaction.execute(
                                    "INSERT INTO t VALUES (\(round * 4 + number))")
                            }
                        }
                        try await group.waitForAll()
                    }
                    throw CancellationError()
                }
            }
            try await #expect(session.query("SELECT count(*) FROM t", as: Int.self) == [0])
        }
    }

    @Test func `what waits for a transaction to begin is told when its connection dies`()
        async throws
    {
        try await withTable { database, _ in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.withTransaction(.allTenants) { transaction in
                    async let first = transaction.execute(
                        "SELECT pg_terminate_backend(pg_backend_pid())")
                    async let second = transaction.execute("INSERT INTO t VALUES (2)")
                    _ = try? await first
                    _ = try await second
                }
            }
            #expect(error?.kind == .unavailable)
        }
    }

    @Test func `a snapshot sees one moment and writes nothing`() async throws {
        try await withTable { database, session in
            try await session.execute("INSERT INTO t VALUES (1)")
            try await database.withTransaction(.allTenants, as: .snapshot) { snapshot in
                try await #expect(snapshot.query("SELECT id FROM t", as: Int.self) == [1])
                try await session.execute("INSERT INTO t VALUES (2)")
                try await #expect(snapshot.query("SELECT id FROM t", as: Int.self) == [1])
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await database.withTransaction(.allTenants, as: .snapshot) { snapshot in
                    try await snapshot.execute("INSERT INTO t VALUES (3)")
                }
            }
            #expect(error?.sqlState == "25006")
        }
    }

    @Test func `a cancelled transaction stops its statement and rolls back`() async throws {
        try await withTable { database, session in
            let task = Task {
                try await database.withTransaction(.allTenants) { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    try await transaction.execute("SELECT pg_sleep(8)")
                }
            }
            try await Task.sleep(for: .milliseconds(300))
            let start = ContinuousClock.now
            task.cancel()
            let error = await #expect(throws: DatabaseError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(ContinuousClock.now - start < .seconds(6))
            try await #expect(count(session) == 0)
        }
    }

    @Test func `statements of a transaction that run at once stay in order and together`()
        async throws
    {
        try await withTable { database, session in
            try await database.withTransaction(.allTenants) { transaction in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 0..<50 {
                        group.addTask {
                            try await transaction.execute("INSERT INTO t VALUES (\(id))")
                        }
                    }
                    try await group.waitForAll()
                }
            }
            try await #expect(count(session) == 50)
        }
    }

    @Test func `more transactions than connections take turns`() async throws {
        try await withTable { database, session in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 0..<40 {
                    group.addTask {
                        try await database.withTransaction(.allTenants) { transaction in
                            try await transaction.execute("INSERT INTO t VALUES (\(id))")
                            try await transaction.execute("SELECT pg_sleep(0.01)")
                        }
                    }
                    group.addTask { _ = try await session.query("SELECT 1", as: Int.self) }
                }
                try await group.waitForAll()
            }
            try await #expect(count(session) == 40)
        }
    }

    @Test func `a deadlock is told from other failures and both may be tried again`() async throws {
        try await withTable { database, session in
            try await session.execute("INSERT INTO t VALUES (1), (2)")
            let errors = await withTaskGroup(of: DatabaseError?.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        do {
                            try await database.withTransaction(.allTenants) { transaction in
                                try await transaction.execute(
                                    "SELECT FROM t WHERE id = \(first) FOR UPDATE")
                                try await Task.sleep(for: .milliseconds(300))
                                try await transaction.execute(
                                    "SELECT FROM t WHERE id = \(second) FOR UPDATE")
                            }
                            return nil
                        } catch { return error as? DatabaseError }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(errors.compactMap(\.self).map(\.kind) == [.serialization])
        }
    }

    @Test func `a transaction that waits too long for a connection is told why`() async throws {
        try await withDatabase({
            ($0.connectionCountMax, $0.queueTimeout) = (1, .seconds(1))
        }) { database in
            try await retrying { try await database.ping() }
            try await database.withTransaction(.allTenants) { _ in
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.withTransaction(.allTenants) { _ in }
                }
                #expect(error?.kind == .overloaded)
                #expect(error?.message.contains("queueTimeout") == true)
            }
            try await database.ping()
        }
    }
}
