/// What to measure, as the command line says.
struct Options: Sendable {
    enum Peer: String, CaseIterable, Sendable {
        case mesh, floor
        case grpcSwift = "grpc-swift-2"
        case grpcCPlusPlus = "grpc-c++"
        case grpcGo = "grpc-go"
    }

    enum Kind: String, CaseIterable, Sendable {
        case unary
        case serverStreaming = "server_streaming"
        /// Frames that come back, without calls, callers or tasks: only the floor knows it.
        case echo
    }

    var seconds = 3.0
    var rounds = 1
    /// Calls instead of seconds, for instruction counts that can be compared.
    var calls: Int?
    /// A folder of certificates to use instead of issuing them.
    var certificates: String?
    /// A file of limits to hold the costs of a call to, instead of measuring.
    var thresholds: String?
    var peers = Peer.allCases
    var kinds = Kind.allCases
    var inFlight = [1, 16, 64]

    init(_ arguments: [String]) {
        var rest = arguments.dropFirst()
        while let name = rest.popFirst(), let value = rest.popFirst() {
            let words = value.split(separator: ",").map(String.init)
            switch name {
            case "--seconds": seconds = Double(value) ?? seconds
            case "--rounds": rounds = Int(value) ?? rounds
            case "--calls": calls = Int(value)
            case "--certificates": certificates = value
            case "--thresholds": thresholds = value
            case "--peers": peers = words.compactMap(Peer.init)
            case "--kinds": kinds = words.compactMap(Kind.init)
            case "--in-flight": inFlight = words.compactMap { Int($0) }
            default: note("unknown option \(name)")
            }
        }
    }

    /// The bytes of a unary message, both ways.
    static let unaryByteCount = 128
    /// The bytes of a stream's messages: the smallest that matter, and a large one.
    static let streamByteCounts = [64, 1_048_576]

    static func payload(_ byteCount: Int) -> [UInt8] { [UInt8](repeating: 7, count: byteCount) }

    /// Every unary load of the run.
    func unaryLoads(of peer: Peer, _ kind: Kind = .unary) -> [Load] {
        guard kinds.contains(kind) else { return [] }
        return inFlight.map {
            Load(
                peer: peer, kind: kind, inFlight: $0, byteCount: Self.unaryByteCount,
                seconds: seconds, calls: calls)
        }
    }

    /// Every streaming load of the run.
    func streamLoads(of peer: Peer) -> [Load] {
        guard kinds.contains(.serverStreaming) else { return [] }
        return Self.streamByteCounts.map {
            Load(
                peer: peer, kind: .serverStreaming, inFlight: 1, byteCount: $0, seconds: seconds,
                calls: calls)
        }
    }
}
