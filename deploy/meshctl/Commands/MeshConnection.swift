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

    @Option(help: "The first port of that mesh; of one that runs it is known, else 7100.")
    var basePort: Int?

    @Option(help: "The port of its dashboard; of a mesh that runs it is known, else 8443.")
    var httpsPort: Int?

    var layout: MeshLayout {
        let asked = layout(basePort: 7_100, httpsPort: 8_443)
        guard let running = MeshState.read(from: asked.stateFile) else { return asked }
        return layout(basePort: running.basePort, httpsPort: running.httpsPort)
    }

    /// With these ports where none were asked for.
    private func layout(basePort first: Int, httpsPort dashboard: Int) -> MeshLayout {
        MeshLayout(
            directory: URL(filePath: directory).absoluteURL,
            executables: URL(filePath: CommandLine.arguments[0]).absoluteURL
                .resolvingSymlinksInPath().deletingLastPathComponent(),
            policies: URL(filePath: "deploy/policy").absoluteURL, basePort: basePort ?? first,
            httpsPort: httpsPort ?? dashboard)
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
