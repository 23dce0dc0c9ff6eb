import Foundation
import Runtime

/// Where a mesh on this machine keeps its files and which ports it takes.
package struct MeshLayout: Sendable {
    /// The folder of everything that can be thrown away: database, certificates, logs, secrets.
    package let directory: URL
    /// Where the services' executables are.
    package let executables: URL
    package let basePort: Int
    package let httpsPort: Int
    package let policies: URL

    /// The six services in the order in which they start: callees first.
    package static let services = [
        "analyzer", "prediction", "coaching", "gamification", "roi", "gateway",
    ]

    /// `basePort` … + 5 take calls, + 10 … + 15 answer `/metrics` and `/health`, + 20 is Postgres.
    package init(
        directory: URL, executables: URL, policies: URL, basePort: Int = 7_100,
        httpsPort: Int = 8_443
    ) {
        self.directory = directory
        self.executables = executables
        self.policies = policies
        self.basePort = basePort
        self.httpsPort = httpsPort
    }

    package func callPort(of service: String) -> Int { basePort + place(of: service) }
    package func operationsPort(of service: String) -> Int { basePort + 10 + place(of: service) }
    package var postgresPort: Int { basePort + 20 }

    package var postgresDirectory: URL { directory.appending(path: "postgres") }
    package var secretsFile: URL { directory.appending(path: "secrets.json") }
    package var tokenKeyFile: URL { directory.appending(path: "token.key") }
    package var badgeKeyFile: URL { directory.appending(path: "badge.key") }
    package var reportKeyFile: URL { directory.appending(path: "report.key") }
    package var stateFile: URL { directory.appending(path: "mesh.json") }
    package func tlsDirectory(of name: String) -> URL { directory.appending(path: "tls/\(name)") }
    package func logFile(of service: String) -> URL {
        directory.appending(path: "log/\(service).log")
    }
    package func policyFile(of service: String) -> URL {
        policies.appending(path: "\(service).json")
    }

    private func place(of service: String) -> Int {
        guard let place = Self.services.firstIndex(of: service) else {
            preconditionFailure("\(service) is not a service of the mesh")
        }
        return place
    }
}
