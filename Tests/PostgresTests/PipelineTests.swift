import Identifiers
import Postgres
import Testing

/// Many tasks on few connections.
struct PipelineTests {
    @Test func `a thousand tasks share four connections and each gets its own answer`() async throws
    {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1_000 {
                    group.addTask {
                        try await session.query("SELECT \(number) + 1", as: Int.self) == [
                            number + 1
                        ]
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            let count = try await session.query(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'",
                as: Int.self)
            #expect(count[0] <= 4)
        }
    }

    @Test func `tasks on the pool's own thread wait for each other and for the server`()
        async throws
    {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id bigint PRIMARY KEY)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask(executorPreference: database.executor) {
                        try await session.execute("INSERT INTO t VALUES (\(number))")
                        try await Task.sleep(for: .milliseconds(1))
                        try await database.withTransaction(.allTenants) { transaction in
                            try await transaction.execute(
                                "UPDATE t SET id = \(number + 1_000) WHERE id = \(number)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await #expect(session.query("SELECT min(id) FROM t", as: Int.self) == [1_000])
        }
    }

    @Test func `the pool's thread hands its tasks on when it has stopped`() async throws {
        try await withDatabase { database in
            let running = Task { try await database.run() }
            try await database.ping()
            running.cancel()
            try await running.value
            let error = await Task(executorPreference: database.executor) {
                await #expect(throws: DatabaseError.self) { try await database.ping() }
            }.value
            #expect(error?.kind == .unavailable)
        }
    }

    @Test func `a failure ends with its own unit`() async throws {
        try await withDatabase({ $0.connectionCountMax = 1 }) { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id bigint PRIMARY KEY)")
            let outcomes = await withTaskGroup(of: (Int, DatabaseError?).self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do throws(DatabaseError) {
                            // Every third divides by zero, every seventh is a duplicate of 0.
                            let id = number % 7 == 0 ? 0 : number
                            try await session.execute(
                                "INSERT INTO t SELECT \(id) + 0 / (\(number) % 3)")
                            return (number, nil)
                        } catch { return (number, error) }
                    }
                }
                return await group.reduce(into: [Int: DatabaseError?]()) {
                    $0.updateValue($1.1, forKey: $1.0)
                }
            }
            for number in 0..<200 where number % 3 == 0 {
                #expect(outcomes[number]??.sqlState == "22012")
            }
            for number in 0..<200 where number % 3 != 0 && number % 7 != 0 {
                #expect(outcomes[number] == .some(nil), "\(number)")
            }
            let duplicates = outcomes.values.count { $0?.kind == .uniqueViolation }
            let rows = try await session.query("SELECT count(*) FROM t", as: Int.self)[0]
            #expect(rows + duplicates == 200 - 67)
        }
    }

    @Test func `a read that fails among those that share a Sync fails alone`() async throws {
        try await withDatabase({ $0.connectionCountMax = 2 }) { database in
            let session = database.scoped(to: .allTenants)
            @Sendable func quotient(of number: Int, by divisor: Int) async throws(DatabaseError)
                -> [Int]
            {
                try await session.query("SELECT \(number) / \(divisor)", as: Int.self)
            }
            // Both connections learn that the statement is quick.
            try await withThrowingTaskGroup(of: [Int].self) { group in
                for number in 0..<200 {
                    group.addTask { try await quotient(of: number, by: 1) }
                }
                try await group.waitForAll()
            }
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<300 {
                    group.addTask(executorPreference: database.executor) {
                        let divisor = number % 7
                        do throws(DatabaseError) {
                            let answer = try await quotient(of: number, by: divisor)
                            #expect(divisor != 0 && answer == [number / divisor])
                        } catch {
                            #expect(divisor == 0 && error.sqlState == "22012")
                        }
                    }
                }
            }
        }
    }

    @Test func `an error names the place and tells nothing of the customer`() async throws {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute(
                "CREATE TABLE t (name text PRIMARY KEY CHECK (name <> 'Eve'))")
            try await session.execute("INSERT INTO t VALUES (\("Secret Smith"))")
            for statement: SQL in [
                "INSERT INTO t VALUES (\("Secret Smith"))", "SELECT \("Secret")::int",
                "INSERT INTO t VALUES (\("Eve"))", "DO $$ BEGIN RAISE 'Secret %', 1; END $$",
            ] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await session.execute(statement)
                }
                let description = error.map { "\($0)" } ?? "Secret"
                #expect(!description.contains("Secret") && !description.contains("Eve"))
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await session.execute("INSERT INTO t VALUES (\("Secret Smith"))")
            }
            #expect(error?.kind == .uniqueViolation && error?.constraint == "t_pkey")
            #expect(error?.message == "a row with this key exists already: public.t.t_pkey")
        }
    }

    @Test func `a statement whose plan no longer fits is prepared again`() async throws {
        try await withDatabase({ $0.connectionCountMax = 1 }) { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id int)")
            try await session.execute("INSERT INTO t VALUES (7)")
            try await #expect(session.query("SELECT id FROM t", as: Int.self) == [7])
            try await session.execute("ALTER TABLE t ALTER id TYPE bigint")
            try await #expect(session.query("SELECT id FROM t", as: Int.self) == [7])
            try await session.execute("DEALLOCATE ALL")
            try await #expect(session.query("SELECT id FROM t", as: Int.self) == [7])
        }
    }

    @Test func `prepared statements beyond the limit are freed on the server`() async throws {
        try await withDatabase({ ($0.connectionCountMax, $0.preparedStatementCountMax) = (1, 8) }) {
            database in
            let session = database.scoped(to: .allTenants)
            for number in 0..<50 {
                let rows = try await session.query("SELECT \(unescaped: "\(number)")", as: Int.self)
                #expect(rows == [number])
            }
            let count = try await session.query(
                "SELECT count(*) FROM pg_prepared_statements", as: Int.self)
            #expect(count[0] <= 8)
        }
    }

    @Test func `a statement that runs too long is stopped by the server`() async throws {
        try await withDatabase({ $0.statementTimeout = .milliseconds(100) }) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.scoped(to: .allTenants).execute("SELECT pg_sleep(10)")
            }
            #expect(error?.kind == .timeout)
            try await database.ping()
        }
    }

    @Test func `a cancelled task does not wait for its answer`() async throws {
        try await withDatabase { database in
            let task = Task {
                try await database.scoped(to: .allTenants).execute("SELECT pg_sleep(9)")
            }
            try await Task.sleep(for: .milliseconds(200))
            let start = ContinuousClock.now
            task.cancel()
            let error = await #expect(throws: DatabaseError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(ContinuousClock.now - start < .seconds(6))
        }
    }

    @Test func `a cancelled task's statement is stopped on the server, and its neighbours are not`()
        async throws
    {
        try await withDatabase({ ($0.connectionCountMax, $0.statementTimeout) = (1, .seconds(60)) })
        {
            database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id bigint PRIMARY KEY)")
            var random = SplitMix64(seed: 7)
            for round in 0..<10 {
                let long = Task { try await session.execute("SELECT pg_sleep(60)") }
                let neighbours = (0..<8).map { number in
                    Task {
                        try await session.execute("INSERT INTO t VALUES (\(round * 8 + number))")
                    }
                }
                // Before, while or after it is sent.
                try await Task.sleep(for: .milliseconds(Int.random(in: 0..<40, using: &random)))
                long.cancel()
                await #expect(throws: DatabaseError.self) { try await long.value }
                for neighbour in neighbours { try await #expect(neighbour.value == 1) }
            }
            try await #expect(session.query("SELECT count(*) FROM t", as: Int.self) == [80])
        }
    }

    @Test func `more than the queue holds is refused at once, by the name of the limit`()
        async throws
    {
        try await withDatabase({
            ($0.connectionCountMax, $0.pipelineDepthMax, $0.queueCountMax) = (1, 1, 4)
        }) { database in
            let session = database.scoped(to: .allTenants)
            try await database.ping()
            let errors = await withTaskGroup(of: DatabaseError?.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        do throws(DatabaseError) {
                            try await session.execute("SELECT pg_sleep(0.05)")
                            return nil
                        } catch { return error }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let refused = errors.compactMap(\.self)
            #expect(refused.count >= 30)
            #expect(
                refused.allSatisfy {
                    $0.kind == .overloaded && $0.message.contains("queueCountMax")
                })
        }
    }
}
