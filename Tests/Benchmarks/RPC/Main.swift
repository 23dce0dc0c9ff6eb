import Foundation

/// Measures unary calls of 128 bytes and a server stream over one mutual-TLS connection.
///
///     rpc-benchmark [--seconds 3] [--peer mesh|grpc-swift-2] [--kind unary|streaming]
///                   [--in-flight 1,16,64] [--rounds 1]
@main
struct RPCBenchmark {
    static func main() async throws {
        let options = Options(CommandLine.arguments)
        let certificates = try Certificates()
        defer { certificates.remove() }
        for _ in 0..<options.rounds {
            if options.measures(peer: "mesh") {
                try await MeshPeer.measure(options, certificates)
            }
            if options.measures(peer: "grpc-swift-2") {
                try await GRPCPeer.measure(options, certificates)
            }
        }
    }
}

struct Options {
    var seconds = 3.0
    var rounds = 1
    var peer: String?
    var kind: String?
    var inFlight = [1, 16, 64]

    init(_ arguments: [String]) {
        var rest = arguments.dropFirst()
        while let name = rest.popFirst(), let value = rest.popFirst() {
            switch name {
            case "--seconds": seconds = Double(value) ?? seconds
            case "--rounds": rounds = Int(value) ?? rounds
            case "--peer": peer = value
            case "--kind": kind = value
            case "--in-flight": inFlight = value.split(separator: ",").compactMap { Int($0) }
            default: FileHandle.standardError.write(Data("unknown option \(name)\n".utf8))
            }
        }
    }

    func measures(peer name: String) -> Bool { peer == nil || peer == name }
    func measures(kind name: String) -> Bool { kind == nil || kind == name }

    /// The bytes of one message.
    static let payload = [UInt8](repeating: 7, count: 128)
}
