import ArgumentParser
import GatewayDomain
import GatewayService
import Identifiers
import LocalMesh
import Logging
import Postgres
import RPC

/// `meshctl users`.
struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Manages who may sign in to the dashboard.", subcommands: [UsersAdd.self])
}

/// `meshctl users add`.
struct UsersAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a person, or gives a known one a new password and role.",
        discussion: "Reads the password (at least 12 characters) from standard input.")

    @Argument(help: "The name to sign in with.")
    var name: String
    @Option(help: "The agency.")
    var tenant: String
    @Option(help: "agent, manager or admin.")
    var role = PersonRole.agent
    @Option(help: "The agent that the person is; required for the role agent.")
    var agent: String?
    @Option(help: "The team that the person belongs to or manages.")
    var team: String?
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            guard let password = readLine(strippingNewline: true), !password.isEmpty else {
                throw InputFault(
                    file: "standard input", line: 1, problem: "the password is missing")
            }
            let local = LocalMesh(mesh.layout)
            let secrets = try MeshSecrets.load(
                from: mesh.layout.secretsFile, services: MeshLayout.services)
            let owner = try await local.database { Console.note($0) }
            var logger = Logger(label: "meshctl")
            logger.logLevel = .error
            let database = Database(
                owner.connecting(
                    as: "gateway", password: secrets.databasePasswords["gateway"] ?? ""),
                logger: logger)
            try await GatewayUsers.create(
                database: database, tenant: TenantID(tenant), userName: name, password: password,
                role: role, agent: agent.map { AgentID($0) }, team: team.map { TeamID($0) },
                at: .wallClock)
            Console.print("\(name) may sign in as \(role) of \(tenant)")
        }
    }
}

extension PersonRole: ExpressibleByArgument {}
