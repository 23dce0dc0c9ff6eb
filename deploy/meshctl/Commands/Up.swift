import ArgumentParser
import Foundation
import Identifiers
import LocalMesh
import RPC
import UnixSignals

/// `meshctl up`.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the whole mesh on this machine and keeps it running.",
        discussion: """
            Prepares what is missing: a private Postgres (or the server in POSTGRES_URL), \
            certificates, schemas, a development user. Starts the six services and starts again \
            what dies. Stays in the foreground until Ctrl-C; with --detach it returns as soon as \
            every service serves.
            """)

    @Flag(help: "Return once the mesh serves; `meshctl down` ends it.")
    var detach = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let layout = mesh.layout
            var shown = 0
            if let running = MeshState.read(from: layout.stateFile)?.liveSupervisor {
                guard detach else { throw MeshAlreadyRuns(supervisor: running) }
                Console.note("the mesh is up (process \(running))")
                // What it said when it started was shown then.
                shown = log(of: layout).count
            } else {
                // What a supervisor that was killed left behind has them still, and is ended first.
                if MeshState.read(from: layout.stateFile) == nil { try layout.checkPorts() }
                guard detach else { return try await runInForeground(layout) }
                try startInBackground(layout)
            }
            try await awaitServing(layout, shown: shown)
            try welcome(layout)
        }
    }

    private func runInForeground(_ layout: MeshLayout) async throws {
        let local = LocalMesh(layout)
        let prepared = try await local.prepare { Console.note("  \($0)") }
        let supervisor = Supervisor(layout: layout, environments: prepared.environments) { event in
            switch event {
            case .started(let service, let pid): Console.note("  \(service) started (\(pid))")
            case .died(let service, let status, let delay):
                Console.note(
                    "  \(service) ended with \(status); starting again in \(Int(delay.milliseconds)) ms"
                )
            case .stopped(let service): Console.note("  \(service) stopped")
            }
        }
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                async let _ = local.keepDatabaseRunning { Console.note("  \($0)") }
                try await supervisor.run()
            }
            group.addTask { for await _ in signals { return } }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
        try await local.stop { Console.note("  \($0)") }
    }

    /// Starts this program again in a session of its own, so that it outlives the terminal.
    private func startInBackground(_ layout: MeshLayout) throws {
        let log = layout.directory.appending(path: "log/meshctl.log")
        try FileManager.default.createDirectory(
            at: log.deletingLastPathComponent(), withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = try FileHandle(forWritingTo: log)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setsid")
        process.arguments = [
            layout.executables.appending(path: "meshctl").path, "up", "--directory",
            layout.directory.path, "--base-port", "\(layout.basePort)", "--https-port",
            "\(layout.httpsPort)",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
    }

    /// Waits until every service serves; shows what the supervisor says meanwhile, from the byte
    /// `shown` of its log.
    private func awaitServing(_ layout: MeshLayout, shown: Int) async throws {
        let limit = ContinuousClock.now + .seconds(120)
        var shown = shown
        while ContinuousClock.now < limit {
            shown = showLog(of: layout, from: shown)
            if let connection = try? MeshConnection(mesh) {
                let rows = await StatusRow.all(connection, layout)
                connection.close()
                if rows.allSatisfy({ $0.status == "serving" }) { return }
            }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw MeshUnreachable(
            problem: "the mesh does not serve after two minutes; see \(layout.directory.path)/log")
    }

    private func showLog(of layout: MeshLayout, from shown: Int) -> Int {
        let data = log(of: layout)
        guard data.count > shown else { return shown }
        Console.put(Array(data.dropFirst(shown)), to: STDERR_FILENO)
        return data.count
    }

    private func log(of layout: MeshLayout) -> Data {
        (try? Data(contentsOf: layout.directory.appending(path: "log/meshctl.log"))) ?? Data()
    }

    private func welcome(_ layout: MeshLayout) throws {
        let secrets = try MeshSecrets.load(
            from: layout.secretsFile, services: MeshLayout.services)
        Console.print(
            """

            The mesh serves. Dashboard: https://localhost:\(layout.httpsPort)
              agency    \(LocalMesh.developmentTenant)
              name      \(LocalMesh.developmentUser)
              password  \(secrets.developmentPassword)
              (the certificate is this machine's own; the browser will ask once)
            """)
    }
}

/// `meshctl down`.
struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ends the mesh that `meshctl up` runs here, and waits until it has drained.")

    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let layout = mesh.layout
            guard let running = MeshState.read(from: layout.stateFile)?.liveSupervisor else {
                return try await endLeftovers(of: layout)
            }
            kill(running, SIGTERM)
            let limit = ContinuousClock.now + .seconds(60)
            while kill(running, 0) == 0, ContinuousClock.now < limit {
                try await Task.sleep(for: .milliseconds(100))
            }
            guard kill(running, 0) != 0 else {
                throw MeshUnreachable(problem: "process \(running) did not end within a minute")
            }
            Console.note("the mesh is down")
        }
    }

    /// A supervisor that was killed leaves its services and Postgres behind.
    private func endLeftovers(of layout: MeshLayout) async throws {
        var ended = try MeshState.endLeftovers(of: layout)
        try await LocalMesh(layout).stop {
            Console.note("  \($0)")
            ended += 1
        }
        Console.note(
            ended > 0 ? "the mesh is down" : "no mesh is up in \(layout.directory.path)")
    }
}
