import Foundation
import GatewayDomain
import GatewayService
import Identifiers
import Logging
import Postgres
import PostgresCluster
import RPC
import Runtime

/// A mesh on this machine: prepares what the six services need and says how each is started.
package struct LocalMesh: Sendable {
    /// Signs in to the dashboard as a manager of the demonstration's agency.
    package static let developmentUser = "manager"
    package static let developmentTenant = "harbor-realty"

    package let layout: MeshLayout
    private let given: DatabaseConfiguration?
    private let logger: Logger

    /// `database` is the owner's way to a server that is there; without one the mesh uses the server
    /// of `POSTGRES_URL`, or a private one.
    package init(_ layout: MeshLayout, database: DatabaseConfiguration? = nil) {
        self.layout = layout
        given = database
        var logger = Logger(label: "meshctl")
        logger.logLevel = .error
        self.logger = logger
    }

    /// What is ready, and the environment of each service.
    package struct Prepared: Sendable {
        package let environments: [String: [String: String]]
        package let owner: DatabaseConfiguration
    }

    /// Starts Postgres, issues certificates and applies migrations, where they are missing.
    package func prepare(tell: (String) -> Void) async throws -> Prepared {
        let secrets = try MeshSecrets.load(
            from: layout.secretsFile, services: MeshLayout.services)
        try writeTokenKey(secrets)
        for file in [layout.badgeKeyFile, layout.reportKeyFile] { try writeSigningSecret(file) }
        try LocalCertificates(layout).issueMissing(tell: tell)
        try LocalCRM(layout).makeKeys()
        let owner = try await database(tell: tell)
        try await migrate(owner, secrets, tell: tell)
        try await makeDevelopmentUser(owner, secrets, tell: tell)
        var environments: [String: [String: String]] = [:]
        for service in ServiceDirectory.all {
            environments[service.name.text] = try environment(of: service, owner, secrets)
        }
        return Prepared(environments: environments, owner: owner)
    }

    /// Stops what `prepare` started and does not belong to somebody else.
    package func stop(tell: (String) -> Void) async throws {
        guard let cluster = try await PrivateCluster.running(in: layout.postgresDirectory.path)
        else { return }
        try await cluster.stop()
        tell("Postgres stopped")
    }

    /// Starts the private Postgres again, on its port, whenever it has died; until the task is
    /// cancelled. Returns at once when the database is somebody else's to run.
    package func keepDatabaseRunning(tell: @Sendable (String) -> Void) async {
        let folder = layout.postgresDirectory.path
        guard given == nil, let cluster = try? await PrivateCluster.running(in: folder) else {
            return
        }
        while (try? await Task.sleep(for: Self.databaseCheckInterval)) != nil {
            do {
                guard try !cluster.isRunning else { continue }
                tell("Postgres ended; starting it again")
                let started = try await PrivateCluster.start(
                    in: folder, port: cluster.port, logger: logger)
                if started.port != cluster.port {
                    tell("somebody has taken port \(cluster.port): run meshctl down, then up")
                }
            } catch {
                tell("Postgres does not start: \(error)")
            }
        }
    }

    /// A look at one file and one process; the services wait for the database meanwhile.
    private static let databaseCheckInterval = Duration.seconds(1)

    /// The owner's way to the database: `POSTGRES_URL`, or the private cluster of this mesh.
    package func database(tell: (String) -> Void) async throws -> DatabaseConfiguration {
        if let given { return given }
        if let url = ProcessInfo.processInfo.environment["POSTGRES_URL"], !url.isEmpty {
            tell("Postgres: the server in POSTGRES_URL")
            return try DatabaseConfiguration(url: url)
        }
        let folder = layout.postgresDirectory.path
        if let running = try await PrivateCluster.running(in: folder) {
            return try running.configuration
        }
        tell("starting Postgres in \(folder)")
        let cluster = try await PrivateCluster.start(
            in: folder, port: layout.postgresPort, logger: logger)
        return try cluster.configuration
    }

    /// Brings every schema to its newest version, or as far as services of before can bear.
    package func migrate(
        _ owner: DatabaseConfiguration, _ secrets: MeshSecrets,
        reach: Migrator.Reach = .everything, tell: (String) -> Void
    ) async throws {
        let migrator = Migrator(owner, logger: logger)
        for service in ServiceDirectory.all {
            let applied = try await migrator.apply(
                service.schema(password: secrets.databasePasswords[service.name.text]),
                reach: reach)
            if !applied.isEmpty {
                let steps = applied.map(\.title).joined(separator: ", ")
                tell("schema \(service.name): applied \(steps)")
            }
        }
    }

    /// A manager of the demonstration's agency, with the password that `meshctl up` prints.
    private func makeDevelopmentUser(
        _ owner: DatabaseConfiguration, _ secrets: MeshSecrets, tell: (String) -> Void
    ) async throws {
        let role = owner.connecting(
            as: "gateway", password: secrets.databasePasswords["gateway"] ?? "")
        let database = Database(role, logger: logger)
        try await GatewayUsers.create(
            database: database, tenant: TenantID(Self.developmentTenant),
            userName: Self.developmentUser, password: secrets.developmentPassword, role: .manager,
            at: .wallClock)
    }

    /// The settings of a service that are taken from the environment of `meshctl`, by their beginnings.
    private static let handsOn = [
        "gateway": ["CRM_"], "coaching": ["SMTP_", "SMS_", "PUSH_", "GHL_"],
        "analyzer": ["ANTHROPIC_", "CLAUDE_"],
    ]

    private func writeTokenKey(_ secrets: MeshSecrets) throws {
        let isWritten = FileManager.default.createFile(
            atPath: layout.tokenKeyFile.path, contents: Data(secrets.tokenKey.utf8),
            attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Once: what was signed with keys that follow from it must stay valid.
    private func writeSigningSecret(_ file: URL) throws {
        guard !FileManager.default.fileExists(atPath: file.path) else { return }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let isWritten = FileManager.default.createFile(
            atPath: file.path, contents: Data(bytes),
            attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw CocoaError(.fileWriteUnknown) }
    }

    private func environment(
        of service: any MeshService.Type, _ owner: DatabaseConfiguration, _ secrets: MeshSecrets
    ) throws -> [String: String] {
        let name = service.name.text
        var environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
            "LISTEN": "127.0.0.1:\(layout.callPort(of: name))",
            "OPERATIONS_PORT": "\(layout.operationsPort(of: name))",
            "POSTGRES_URL": owner.connecting(
                as: name, password: secrets.databasePasswords[name] ?? ""
            ).url,
            "TLS_DIRECTORY": layout.tlsDirectory(of: name).path,
            "POLICY_FILE": layout.policyFile(of: name).path,
        ]
        if let level = ProcessInfo.processInfo.environment["LOG_LEVEL"] {
            environment["LOG_LEVEL"] = level
        }
        if let path = ProcessInfo.processInfo.environment["MESH_CAPTURE"], !path.isEmpty {
            environment["MESH_CAPTURE"] = "\(path).\(name)"
        }
        if let url = ProcessInfo.processInfo.environment["REDIS_URL"], !url.isEmpty {
            environment["REDIS_URL"] = url
        }
        for peer in service.peers {
            environment["PEER_\(peer.text.uppercased())"] =
                "127.0.0.1:\(layout.callPort(of: peer.text))"
        }
        if name == "gamification" {
            environment["BADGE_KEY_FILE"] = layout.badgeKeyFile.path
            environment["BADGE_ORIGIN"] = "https://localhost:\(layout.httpsPort)"
        }
        if name == "roi" { environment["REPORT_KEY_FILE"] = layout.reportKeyFile.path }
        if name == "gateway" {
            let web = layout.tlsDirectory(of: "web")
            environment["WEB_LISTEN"] = "127.0.0.1:\(layout.httpsPort)"
            environment["WEB_CERTIFICATE"] = web.appending(path: "cert.pem").path
            environment["WEB_PRIVATE_KEY"] = web.appending(path: "key.pem").path
            environment["TOKEN_KEY_FILE"] = layout.tokenKeyFile.path
            environment["CRM_ED25519_KEYS"] = LocalCRM(layout).publicKeyFile.path
            environment["CRM_LOCATIONS"] = "*=\(Self.developmentTenant)"
        }
        // Servers of others are named by whoever starts the mesh.
        for (key, value) in ProcessInfo.processInfo.environment
        where Self.handsOn[name, default: []].contains(where: key.hasPrefix) {
            environment[key] = value
        }
        return environment
    }
}
