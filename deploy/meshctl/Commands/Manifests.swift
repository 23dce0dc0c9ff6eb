import ArgumentParser
import Foundation
import LocalMesh
import Runtime

/// `meshctl manifests`.
struct Manifests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes what Kubernetes needs to run the mesh, one file for each service.",
        discussion: """
            Made from the services' own names, peers and policies. Each service wants three secrets \
            or two: NAME-tls (ca.pem, cert.pem, key.pem), NAME-database (url) and, for the gateway, \
            gateway-web (tls.crt, tls.key, token.key); the migration wants owner-database (url). \
            Settings of your own go into the config map NAME-settings.
            """)

    @Option(help: "The folder to write to.")
    var output = "deploy/kubernetes"
    @Option(help: "Where the images are, before the service's name.")
    var registry = Self.registry
    @Option(help: "The images' tag.")
    var tag = Self.tag
    @Option(help: "The folder of the policies.")
    var policies = Self.policies

    /// What the files in the tree say.
    static let (registry, tag, policies) = ("coachingmesh", "1.0.0", "deploy/policy")

    func run() async throws {
        try await reporting {
            let folder = URL(filePath: output)
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            for (name, yaml) in try Self.files(registry, tag, policies: policies) {
                try yaml.write(
                    to: folder.appending(path: name), atomically: true, encoding: .utf8)
                Console.print("\(output)/\(name)")
            }
        }
    }

    /// The files by their names.
    static func files(
        _ registry: String = registry, _ tag: String = tag, policies: String = policies
    ) throws -> [(name: String, yaml: String)] {
        let services = try ServiceDirectory.all.map { service in
            let name = service.name.text
            let manifest = KubernetesManifest(
                name: name, peers: service.peers.map(\.text),
                callers: ServiceDirectory.all.filter { $0.peers.contains(service.name) }
                    .map { $0.name.text },
                policy: String(
                    decoding: try InputFile.data("\(policies)/\(name).json"), as: UTF8.self),
                image: "\(registry)/\(name):\(tag)")
            return ("\(name).yaml", manifest.yaml)
        }
        return [
            ("namespace.yaml", MigrationManifest.namespace),
            ("migrate.yaml", MigrationManifest.job(image: "\(registry)/meshctl:\(tag)")),
        ] + services
    }
}
