import ArgumentParser
import LocalMesh
import MeshContract
import RPC

/// `meshctl drain`.
struct Drain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells a service to finish its calls and end; `meshctl up` starts it again.",
        discussion: """
            Clients are sent elsewhere, or wait for the service to come back: no call is lost. \
            Returns once the service has begun.
            """)

    @Argument(help: "The service, as `meshctl status` names it.")
    var service: String
    @Option(help: "Why, for the service's log.")
    var reason = "meshctl drain"
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let client = try connection.client(of: service, Mesh.self)
            let receipt = try await client.drain(DrainRequest(reason: reason))
            Console.print("\(service) drains; handlers that it waits for: \(receipt.handlers)")
        }
    }
}
