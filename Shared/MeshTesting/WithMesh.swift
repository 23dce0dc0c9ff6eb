import Configuration
import Foundation
import LocalMesh
import Logging
import Postgres
import PostgresCluster
import RPCTransport
import Runtime
import Telemetry

/// Where the services of a test's mesh run.
package enum MeshHousing: Sendable {
    /// In the test's own process: quick, and a debugger sees everything.
    case inProcess
    /// Each in a process of its own under the supervisor, as `meshctl up` runs them; a test may
    /// kill them.
    case processes
}

/// Gives a test a whole mesh, and takes it away again whatever happens.
///
/// It lives in a database of its own on `postgres`: the server that all tests share unless a test
/// that stops the server brings one. `startingFrom` fills the database before the mesh sees it.
///
///     try await withMesh { mesh in
///         let session = try await mesh.coaching.startSession(…)
///     }
package func withMesh<Value: Sendable>(
    _ housing: MeshHousing = .inProcess, on postgres: ScratchPostgres? = nil,
    serving services: [String] = MeshLayout.services,
    startingFrom fill: ((DatabaseConfiguration) async throws -> Void)? = nil,
    _ body: @escaping @Sendable (TestMesh) async throws -> Value
) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "mesh-\(UUID().uuidString.prefix(8))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let port = try FreePorts.first(of: 31)
    let layout = MeshLayout(
        directory: folder, executables: Executables.directory, policies: Executables.policies,
        basePort: port, httpsPort: port + 30)
    let server = if let postgres { postgres } else { try await ScratchPostgres.shared() }
    return try await server.withDatabase { database in
        try TestSecrets.write(to: layout, server: database)
        try await fill?(database)
        let local = LocalMesh(layout, database: database)
        let prepared = try await local.prepare { _ in }
        let mesh = TestMesh(
            layout: layout, owner: prepared.owner,
            authority: try LocalCertificates(layout).authority())
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await run(prepared, housing, layout)
                return nil
            }
            group.addTask {
                try await mesh.awaitServing(services)
                return try await body(mesh)
            }
            defer {
                group.cancelAll()
                mesh.close()
            }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }
}

private func run(
    _ prepared: LocalMesh.Prepared, _ housing: MeshHousing, _ layout: MeshLayout
) async throws {
    switch housing {
    case .processes:
        try await Supervisor(layout: layout, environments: prepared.environments) { _ in }.run()
    case .inProcess:
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in ServiceDirectory.all {
                let environment = prepared.environments[service.name.text] ?? [:]
                group.addTask { try await runInProcess(service, environment) }
            }
            try await group.waitForAll()
        }
    }
}

/// Runs one service in this process, from the same settings that a process would get.
private func runInProcess<S: MeshService>(
    _ service: S.Type, _ environment: [String: String]
) async throws {
    let reader = ConfigReader(
        provider: EnvironmentVariablesProvider(environmentVariables: environment))
    var logger = Logger(label: S.name.text)
    logger.logLevel = .error
    try await ServiceProcess<S>(configuration: reader)
        .run(logger: logger, metrics: PrometheusRegistry())
}
