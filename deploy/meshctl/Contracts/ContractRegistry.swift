import AnalyzerContract
import CoachingContract
import GamificationContract
import MeshContract
import PredictionContract
import ROIContract
import RPC
import RPCTransport
import Wire

/// Every method of the mesh, by the service that serves it.
package enum ContractRegistry {
    /// What each service promises, and what all of them do.
    package static let contracts = [
        Mesh.contract, Analyzer.contract, Prediction.contract, Coaching.contract,
        Gamification.contract, ROI.contract,
    ]

    /// One method of one service.
    package struct Entry: Sendable {
        package let service: String
        package let method: Contract.Method
    }

    /// Every service's own methods, then those that all of them serve.
    package static let entries: [Entry] =
        contracts.filter { $0.service != "mesh" }.flatMap { contract in
            contract.methods.map { Entry(service: contract.service, method: $0) }
        }
        + (contracts.map(\.service).filter { $0 != "mesh" } + ["gateway"]).flatMap { service in
            Mesh.contract.methods.map { Entry(service: service, method: $0) }
        }

    /// The method that `name` means: `coaching.startSession`, or `analyzer/mesh.health` for one
    /// that every service serves. Nil when there is none.
    package static func entry(named name: String) -> Entry? { entries.first { $0.path == name } }

    /// Whether a service that tells this digest promises what this build's contract of it says; nil
    /// where there is none.
    package static func isSame(_ service: String, digest: String) -> Bool? {
        guard let contract = contract(of: service), !digest.isEmpty else { return nil }
        return "\(ContractDigest(of: contract.methods.map(MethodDescriptor.init)))" == digest
    }

    /// How what a service promises, in lines of `contracts.lock`, stands to this build's contract
    /// of it.
    package static func skew(of service: String, lines: [String]) -> ContractSkew? {
        guard let contract = contract(of: service) else { return nil }
        // A service tells of its methods; events have no handler that would know them.
        let own = Contract(service: service, methods: contract.methods)
        return ContractSnapshot([own]).skew(of: ContractSnapshot(lockLines: lines))
    }

    private static func contract(of service: String) -> Contract? {
        contracts.first { $0.service == service }
    }
}

extension MethodDescriptor {
    /// The method as its service declares it.
    fileprivate init(_ method: Contract.Method) {
        let kind: MethodKind =
            switch method.kind {
            case .unary: .unary
            case .serverStreaming: .serverStreaming
            case .clientStreaming: .clientStreaming
            case .bidirectional: .bidirectional
            }
        self.init(
            name: method.name, kind: kind,
            idempotency: method.isIdempotent ? .idempotent : .notIdempotent,
            request: method.request, response: method.response)
    }
}

extension ContractRegistry.Entry {
    /// The name by which `meshctl` calls it.
    package var path: String {
        method.name.hasPrefix(service + ".") ? method.name : "\(service)/\(method.name)"
    }

    /// `Request → stream of Response`.
    package var shape: String {
        let (request, response) = (
            method.request.wireSchema.name, method.response.wireSchema.name
        )
        let sends = descriptor.kind.streamsRequests ? "stream of " : ""
        let gets = descriptor.kind.streamsResponses ? "stream of " : ""
        return "\(sends)\(request) → \(gets)\(response)"
    }

    /// A contract of this method alone.
    package var contract: Contract { Contract(service: service, methods: [method]) }

    /// What a channel needs to call it.
    package var descriptor: MethodDescriptor { MethodDescriptor(method) }
}
