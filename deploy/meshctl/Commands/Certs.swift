import ArgumentParser
import LocalMesh

/// `meshctl certs`.
struct Certs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Issues the certificates of the mesh on this machine.",
        discussion: """
            Writes <directory>/tls/<name>/{ca,cert,key}.pem for every service, for meshctl and for \
            the dashboard, each with one SPIFFE name (spiffe://mesh.local/<name>).
            """)

    @Flag(help: "Replace those that are there, from the same authority.")
    var renew = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let certificates = LocalCertificates(mesh.layout)
            if renew {
                try certificates.renew()
                Console.print("issued new certificates; restart the services to use them")
            } else {
                try certificates.issueMissing { Console.print($0) }
            }
        }
    }
}
