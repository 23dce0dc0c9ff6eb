import ArgumentParser
import Foundation
import LocalMesh
import MeshContract
import RPC

/// `meshctl top`.
struct Top: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows live what every service does: calls, connections, the slowest calls.",
        discussion: """
            Figures are of the calls that each service serves; with --made also of those that it \
            makes. Ends with Ctrl-C, or after one look with --once.
            """)

    @Option(help: ArgumentHelp("How long between two looks.", valueName: "seconds"))
    var interval = 1.0
    @Flag(help: "One look, then end.")
    var once = false
    @Flag(help: "Also the calls that services make.")
    var made = false
    @Option(help: "Only this service.")
    var service: String?
    @Flag(help: "Print one JSON object for each service at each look.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func validate() throws {
        guard (0.1...3_600).contains(interval) else {
            throw ValidationError("--interval must be 0.1 to 3600 seconds, not \(interval)")
        }
        if let service, !MeshLayout.services.contains(service) {
            let known = MeshLayout.services.joined(separator: ", ")
            throw ValidationError("there is no service \(service); there are \(known)")
        }
    }

    func run() async throws {
        try await reporting {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            var before = await look(connection)
            while true {
                try await Task.sleep(for: .seconds(interval))
                let now = await look(connection)
                guard !now.isEmpty else {
                    throw MeshUnreachable(problem: "no service answers; run `meshctl up`")
                }
                try show(now, since: before)
                if once { return }
                before = now
            }
        }
    }

    /// What the services that answer say, in the order of the mesh.
    private func look(_ connection: MeshConnection) async -> [Introspection] {
        let asked = service.map { [$0] } ?? MeshLayout.services
        let answers = await withTaskGroup(of: Introspection?.self) { group in
            for service in asked {
                group.addTask {
                    let client = try? connection.client(of: service, Mesh.self)
                    return try? await client?.introspect(
                        IntrospectRequest(slowestCount: 5), timeout: .seconds(2))
                }
            }
            return await group.reduce(into: [:]) { $0[$1?.service ?? ""] = $1 }
        }
        return asked.compactMap { answers[$0] }
    }

    private func show(_ now: [Introspection], since before: [Introspection]) throws {
        if json { return try now.forEach { try Console.printJSON($0) } }
        let earlier = Dictionary(before.map { ($0.service, $0) }) { first, _ in first }
        let screen = TopScreen(now: now, earlier: earlier, showsMade: made)
        let isScreen = !once && isatty(STDOUT_FILENO) == 1
        Console.print((isScreen ? "\u{1B}[H\u{1B}[2J" : "") + screen.text)
    }
}
