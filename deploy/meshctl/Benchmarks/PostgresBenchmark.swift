import Foundation
import Identifiers
import Logging
import Postgres
import PostgresCluster

/// `meshctl bench postgres`: the pool beside pgbench, with the same statements, connections, role and
/// durability, each under row-level security; the pool also sets the tenant with every statement.
package struct PostgresBenchmark: Sendable {
    /// One line of the result.
    package struct Line: Encodable, Sendable {
        package let workload: String
        package let oursPerSecond: Double
        /// Nil where pgbench has no such workload.
        package let pgbenchPerSecond: Double?
        package let p50Milliseconds: Double
        package let p99Milliseconds: Double

        init(_ workload: String, _ load: Load, beside pgbenchPerSecond: Double? = nil) {
            self.workload = workload
            self.pgbenchPerSecond = pgbenchPerSecond
            oursPerSecond = load.perSecond
            let quantiles = load.milliseconds(0.5, 0.99)
            (p50Milliseconds, p99Milliseconds) = (quantiles[0], quantiles[1])
        }

        private enum CodingKeys: String, CodingKey {
            case workload
            case oursPerSecond = "ours_per_second"
            case pgbenchPerSecond = "pgbench_per_second"
            case p50Milliseconds = "p50_ms"
            case p99Milliseconds = "p99_ms"
        }
    }

    /// Of ours and of pgbench's.
    private static let connectionCount = 4
    /// Tasks that share those connections in the pipelined workloads.
    private static let pipelinedTaskCount = 64
    private static let rowCount = 100_000
    /// Rows of one statement, as an array of ours and made by the server of pgbench's.
    private static let batchSize = 100
    private static let notes = Array(repeating: "a short note", count: batchSize)

    private let owner: DatabaseConfiguration
    private let seconds: Int

    /// `owner` may create databases and roles; each workload runs for `seconds`.
    package init(owner: DatabaseConfiguration, seconds: Int) {
        self.owner = owner
        self.seconds = seconds
    }

    /// Runs every workload in a database of its own and drops it; reports each line as it comes.
    package func run(report: (Line) throws -> Void) async throws {
        let name = "bench_\(UInt32.random(in: 0...UInt32.max))"
        try await DatabaseOwner(owner).create(name)
        do {
            try await measure(in: owner.connecting(to: name), report: report)
        } catch {
            try? await DatabaseOwner(owner).drop(name)
            throw error
        }
        try await DatabaseOwner(owner).drop(name)
    }

    private func measure(
        in owner: DatabaseConfiguration, report: (Line) throws -> Void
    ) async throws {
        let silent = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let password = "\(UInt64.random(in: 0...UInt64.max))"
        try await Migrator(owner, logger: silent).apply(Self.schema(password))
        try await DatabaseOwner(owner).run("ANALYZE")
        var service = owner.connecting(as: "bench", password: password)
        service.connectionCountMax = Self.connectionCount
        let database = Database(service, logger: silent)
        let pgbench = try PgBench(service)
        for workload in workloads(on: database) {
            try await lines(of: workload, on: database, beside: pgbench).forEach(report)
        }
        let consumer = Database(service, logger: silent)
        let path = EventPathBenchmark(producer: database, consumer: consumer, seconds: seconds)
        try await report(path.run())
    }

    private typealias Workload = (
        name: String, script: String, run: @Sendable (Int) async throws -> Void
    )

    private func workloads(on database: Database) -> [Workload] {
        let session = database.scoped(to: .tenant("t"))
        return [
            (
                "point_read",
                """
                \\set id random(1, \(Self.rowCount))
                SELECT text FROM bench.notes WHERE tenant_id = 't' AND id = :id;
                """,
                { number in
                    let id = number % Self.rowCount + 1
                    _ = try await session.query(
                        "SELECT text FROM bench.notes WHERE tenant_id = \("t") AND id = \(id)",
                        as: String.self)
                }
            ),
            (
                "insert",
                """
                INSERT INTO bench.log (tenant_id, text) VALUES ('t', 'a short note');
                """,
                { _ in
                    try await session.execute(
                        "INSERT INTO bench.log (tenant_id, text) VALUES (\("t"), \("a short note"))"
                    )
                }
            ),
            (
                "insert_\(Self.batchSize)",
                """
                INSERT INTO bench.log (tenant_id, text) \
                SELECT 't', 'a short note' FROM generate_series(1, \(Self.batchSize));
                """,
                { _ in
                    try await session.execute(
                        """
                        INSERT INTO bench.log (tenant_id, text) \
                        SELECT \("t"), text FROM unnest(\(Self.notes)) AS text
                        """)
                }
            ),
        ]
    }

    /// Runs pgbench, ours and ours pipelined in turns of a second, so that whatever else the machine
    /// does falls on all three.
    private func lines(
        of workload: Workload, on database: Database, beside pgbench: PgBench
    ) async throws -> [Line] {
        var theirs = 0.0
        var (one, many) = (Load(), Load())
        for _ in 0..<seconds {
            theirs += try await pgbench.scriptsPerSecond(
                workload.script, clients: Self.connectionCount, seconds: 1)
            one += try await load(Self.connectionCount, on: database, workload.run)
            many += try await load(Self.pipelinedTaskCount, on: database, workload.run)
        }
        let pipelined = "pipelined_" + workload.name.replacing("point_", with: "")
        return [
            Line(workload.name, one, beside: theirs / Double(seconds)),
            Line(pipelined, many, beside: theirs / Double(seconds)),
        ]
    }

    /// What `tasks` tasks achieve in a second on the pool's own thread, as pgbench's clients live on
    /// the threads that wait for their sockets.
    private func load(
        _ tasks: Int, on database: Database, _ run: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Load {
        try await Load.closed(tasks: tasks, for: .seconds(1), on: database.executor, run)
    }

    private static func schema(_ password: String) -> ServiceSchema {
        let step = Migration(
            version: 1, name: "bench",
            sql: """
                CREATE TABLE bench.notes (
                    tenant_id text, id bigint, text text, PRIMARY KEY (tenant_id, id));
                INSERT INTO bench.notes SELECT 't', i, 'note ' || i
                    FROM generate_series(1, \(rowCount)) AS i;
                CREATE TABLE bench.log (
                    tenant_id text, id bigint GENERATED ALWAYS AS IDENTITY, text text,
                    PRIMARY KEY (tenant_id, id));
                SELECT bench.isolate_tenants('bench.notes'), bench.isolate_tenants('bench.log');
                GRANT SELECT ON bench.notes TO bench;
                GRANT INSERT ON bench.log TO bench;
                """)
        return ServiceSchema(name: "bench", password: password, migrations: [step])
    }
}
