import ArgumentParser
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
            """,
        subcommands: [MigrateApply.self, MigrateStatus.self], defaultSubcommand: MigrateStatus.self)
}

/// `meshctl migrate apply`.
struct MigrateApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Runs the steps that are missing; harmless to repeat.")

    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let local = LocalMesh(mesh.layout)
            let secrets = try MeshSecrets.load(
                from: mesh.layout.secretsFile, services: MeshLayout.services)
            let owner = try await local.database { Console.note($0) }
            try await local.migrate(owner, secrets) { Console.print($0) }
            Console.note("every schema is at its newest version")
        }
    }
}

/// `meshctl migrate status`.
struct MigrateStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Lists every step and whether the database has it.")

    @Flag(help: "Print one JSON object a line.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    private struct Row: Encodable {
        let schema: String
        let step: String
        let applied: Bool
    }

    func run() async throws {
        try await reporting {
            let local = LocalMesh(mesh.layout)
            let owner = try await local.database { Console.note($0) }
            var logger = Logger(label: "meshctl")
            logger.logLevel = .error
            let migrator = Migrator(owner, logger: logger)
            var isComplete = true
            for service in ServiceDirectory.all {
                let steps = try await migrator.status(of: service.schema(password: nil))
                for (step, isApplied) in steps {
                    isComplete = isComplete && isApplied
                    let row = Row(schema: service.name.text, step: step.title, applied: isApplied)
                    if json {
                        try Console.printJSON(row)
                    } else {
                        Console.print(
                            "\(isApplied ? "applied" : "missing")  \(row.schema) \(row.step)")
                    }
                }
            }
            if !isComplete { throw ExitCode.failure }
        }
    }
}
