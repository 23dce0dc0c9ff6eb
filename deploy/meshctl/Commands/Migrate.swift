import ArgumentParser
import Foundation
import LocalMesh
import Logging
import Postgres
import Runtime

/// `meshctl migrate`.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the schemas of the services to their newest version.",
        discussion: """
            Works on the server in POSTGRES_URL (a role that may create roles), else on the mesh's \
            private Postgres. Services never change their schema themselves.

            A deployment without a pause: `migrate apply` while the old code runs, then restart the \
            services one after the other, then `migrate apply --contract`.
            """,
        subcommands: [MigratePlan.self, MigrateApply.self, MigrateStatus.self],
        defaultSubcommand: MigrateStatus.self)

    /// How every schema stands.
    static func states(
        _ mesh: MeshOptions
    ) async throws -> [(schema: String, status: MigrationStatus)] {
        let owner = try await LocalMesh(mesh.layout).database { Console.note($0) }
        var logger = Logger(label: "meshctl")
        logger.logLevel = .error
        let migrator = Migrator(owner, logger: logger)
        var states: [(schema: String, status: MigrationStatus)] = []
        for service in ServiceDirectory.all {
            for status in try await migrator.status(of: service.schema(password: nil)) {
                states.append((service.name.text, status))
            }
        }
        return states
    }
}

/// `meshctl migrate apply`.
struct MigrateApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Runs the steps that are missing; harmless to repeat.",
        discussion: """
            No statement waits longer than half a second for a table that others use, because \
            everybody would wait behind it: the step is taken back and tried again, for ten minutes.
            """)

    @Flag(help: "Also run the steps that only suit the newest code: no older service runs.")
    var contract = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let local = LocalMesh(mesh.layout)
            let secrets = try MeshSecrets.load(
                from: mesh.layout.secretsFile, services: MeshLayout.services)
            let owner = try await local.database { Console.note($0) }
            try await local.migrate(owner, secrets, reach: contract ? .everything : .expand) {
                Console.print($0)
            }
            let waiting = try await Migrate.states(mesh).filter { !$0.status.isApplied }
            guard !waiting.isEmpty else {
                return Console.note("every schema is at its newest version")
            }
            let titles = waiting.map { "\($0.schema) \($0.status.step.title)" }
            Console.note(
                """
                waiting for `meshctl migrate apply --contract`, once no older service runs: \
                \(titles.joined(separator: ", "))
                """)
        }
    }
}

/// `meshctl migrate plan`.
struct MigratePlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Shows what `migrate apply` would run, the locks it takes, and what is unsafe.",
        discussion: "Exits with 1 when a step would make calls wait or fail while old code runs.")

    @Flag(help: "Print one JSON object a line, one for each statement.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    private struct Row: Encodable {
        let schema: String
        let step: String
        let mode: String
        let contract: Bool
        let line: Int
        let statement: String
        let lock: String
        let findings: [String]
    }

    func run() async throws {
        try await reporting {
            let states = try await Migrate.states(mesh)
            let isNew = Dictionary(grouping: states, by: \.schema)
                .mapValues { !$0.contains { $0.status.isApplied } }
            var isSafe = true
            for (schema, status) in states where !status.isApplied {
                // Nobody uses a schema that is not there yet.
                let review = isNew[schema] == true ? [] : SchemaReview(of: status.step).findings
                isSafe = isSafe && review.isEmpty
                for row in rows(of: status.step, in: schema, review) { try show(row) }
            }
            if states.allSatisfy(\.status.isApplied) { Console.note("nothing is to be done") }
            if !isSafe { throw ExitCode.failure }
        }
    }

    private func rows(
        of step: Migration, in schema: String, _ findings: [SchemaReview.Finding]
    ) -> [Row] {
        step.statements.map { statement in
            Row(
                schema: schema, step: step.title, mode: step.mode.rawValue,
                contract: step.isContract, line: statement.line, statement: statement.summary,
                lock: statement.lock.rawValue,
                findings: findings.filter { $0.statement == statement }.map(\.text))
        }
    }

    private func show(_ row: Row) throws {
        if json { return try Console.printJSON(row) }
        let contract = row.contract ? ", contract" : ""
        Console.print(
            """
            \(row.schema) \(row.step) (\(row.mode)\(contract)), line \(row.line): \(row.lock)
              \(row.statement)
            """)
        for finding in row.findings { Console.print("  UNSAFE \(finding)") }
    }
}

/// `meshctl migrate status`.
struct MigrateStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Lists every step: applied, pending, changed, failed, interrupted or ahead.",
        discussion: "Exits with 1 unless every step is applied.")

    @Flag(help: "Print one JSON object a line.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    private struct Row: Encodable {
        let schema: String
        let step: String
        let state: String
        let applied: Bool
        let contract: Bool
        let at: String?
        let line: Int?
        let sqlState: String?
        let note: String?

        enum CodingKeys: String, CodingKey {
            case schema, step, state, applied, contract, at, line, note
            case sqlState = "sql_state"
        }

        init(_ schema: String, _ status: MigrationStatus) {
            self.schema = schema
            step = status.step.title
            applied = status.isApplied
            contract = status.step.isContract
            var attempt: MigrationAttempt?
            (state, at, note) =
                switch status.state {
                case .applied(let time): ("applied", time, nil)
                case .pending: ("pending", nil, nil)
                case .changed:
                    ("changed", nil, "not the text that was applied: restore it, write a new step")
                case .ahead(let time): ("ahead", time, "applied by a newer meshctl")
                case .unfinished(let last):
                    (
                        last.hasFailed ? "failed" : "interrupted", last.at,
                        last.account(of: status.step)
                    )
                }
            if case .unfinished(let last) = status.state { attempt = last }
            line = attempt?.line
            sqlState = attempt?.sqlState
        }
    }

    func run() async throws {
        try await reporting {
            var isComplete = true
            for (schema, status) in try await Migrate.states(mesh) {
                let row = Row(schema, status)
                isComplete = isComplete && ["applied", "ahead"].contains(row.state)
                guard !json else {
                    try Console.printJSON(row)
                    continue
                }
                let state = row.state.padding(toLength: 12, withPad: " ", startingAt: 0)
                let contract = row.contract && !row.applied ? " (contract)" : ""
                Console.print("\(state)\(row.schema) \(row.step)\(contract)")
                if let note = row.note { Console.print("  \(note.replacing("\n", with: "\n  "))") }
            }
            if !isComplete { throw ExitCode.failure }
        }
    }
}
