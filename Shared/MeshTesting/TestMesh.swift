import AnalyzerContract
import CoachingContract
import Foundation
import GamificationContract
import Identifiers
import LocalMesh
import Logging
import MeshContract
import Postgres
import PredictionContract
import ROIContract
import RPC
import RPCTransport

/// A whole mesh of a test's own: six services on loopback with mutual TLS, on a scratch database.
package struct TestMesh: Sendable {
    package let layout: MeshLayout
    /// The owner of the scratch database: may see and do everything.
    package let owner: DatabaseConfiguration
    private let authority: CertificateAuthority
    private let clients: TestClients

    init(layout: MeshLayout, owner: DatabaseConfiguration, authority: CertificateAuthority) {
        self.layout = layout
        self.owner = owner
        self.authority = authority
        clients = TestClients(layout: layout, authority: authority)
    }

    package var analyzer: Client<Analyzer> { get throws { try client(of: "analyzer") } }
    package var prediction: Client<Prediction> { get throws { try client(of: "prediction") } }
    package var coaching: Client<Coaching> { get throws { try client(of: "coaching") } }
    package var gamification: Client<Gamification> { get throws { try client(of: "gamification") } }
    package var roi: Client<ROI> { get throws { try client(of: "roi") } }

    /// A client of `service` that calls as `caller`: `meshctl`, unless a test of the policy says
    /// otherwise.
    package func client<Contract>(
        of service: String, as caller: String = "meshctl"
    ) throws -> Client<Contract> {
        Client<Contract>(try clients.channel(to: service, as: caller))
    }

    /// Waits until `services` serve; throws with their reasons after `limit`.
    package func awaitServing(
        _ services: [String] = MeshLayout.services, within limit: Duration = .seconds(30)
    ) async throws {
        let end = ContinuousClock.now + limit
        for service in services {
            let client: Client<Mesh> = try client(of: service)
            while true {
                let report = try? await client.health(HealthRequest(), timeout: .seconds(2))
                if report?.isServing == true { break }
                guard ContinuousClock.now < end else {
                    let reasons = report?.checks.filter { !$0.isPassing }
                        .map { "\($0.name): \($0.reason)" }.joined(separator: "; ")
                    throw NotServing(service: service, reasons: reasons ?? "no answer")
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    func close() { clients.close() }
}

/// A service of a test's mesh did not come up.
package struct NotServing: Error, CustomStringConvertible {
    let service: String
    let reasons: String
    package var description: String { "\(service) does not serve: \(reasons)" }
}
