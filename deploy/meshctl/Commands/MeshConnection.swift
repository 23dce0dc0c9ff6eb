import ArgumentParser
import Foundation
import LocalMesh
import Logging
import MeshContract
import RPC
import RPCTransport

/// Where the mesh is and as whom to call it.
struct MeshOptions: ParsableArguments {
    @Option(
        name: .customLong("directory"),
        help: "The folder of a mesh that `meshctl up` runs on this machine.")
    var directory = ".mesh"

    @Option(help: "The first port of that mesh.")
    var basePort = 7_100

    @Option(help: "The port of its dashboard.")
    var httpsPort = 8_443

    var layout: MeshLayout {
        MeshLayout(
            directory: URL(filePath: directory).absoluteURL,
            executables: URL(filePath: CommandLine.arguments[0]).absoluteURL
                .resolvingSymlinksInPath().deletingLastPathComponent(),
            policies: URL(filePath: "deploy/policy").absoluteURL, basePort: basePort,
            httpsPort: httpsPort)
    }
}

/// Connections of `meshctl` to the services, opened when first asked for.
final class MeshConnection: Sendable {
    private let channels: [String: MeshClient]

    init(_ options: MeshOptions) throws {
        let layout = options.layout
        let directory = layout.tlsDirectory(of: "meshctl").path
        guard FileManager.default.fileExists(atPath: directory) else {
            throw MeshUnreachable(
                problem: "there are no certificates in \(directory); run `meshctl up` first")
        }
        let tls = try TLSMaterial(directory: directory)
        var logger = Logger(label: "meshctl")
        logger.logLevel = .critical
        var channels: [String: MeshClient] = [:]
        for service in MeshLayout.services {
            channels[service] = MeshClient(
                target: service,
                endpoints: [Endpoint(host: "127.0.0.1", port: layout.callPort(of: service))],
                tls: tls, logger: logger)
        }
        self.channels = channels
    }

    func channel(to service: String) throws -> any RPCChannel {
        guard let channel = channels[service] else {
            let known = MeshLayout.services.joined(separator: ", ")
            throw ValidationError("there is no service \(service); there are \(known)")
        }
        return channel
    }

    func client<Contract>(of service: String, _: Contract.Type) throws -> Client<Contract> {
        Client<Contract>(try channel(to: service))
    }

    /// Throws when no service answers: work that waits for a mesh that restarts would wait for ever.
    func checkReach() async throws {
        let coaching: Client<Mesh> = try client(of: "coaching", Mesh.self)
        do throws(RPCError) {
            _ = try await coaching.health(HealthRequest(), timeout: .seconds(10))
        } catch {
            throw MeshUnreachable(
                problem: "coaching does not answer; run `meshctl up`, or name the mesh's "
                    + "--directory and --base-port (\(error))")
        }
    }

    func close() {
        for channel in channels.values { channel.close() }
    }
}

/// The mesh is not there, or not as this command needs it.
struct MeshUnreachable: Error, CustomStringConvertible {
    let problem: String
    var description: String { problem }
}
