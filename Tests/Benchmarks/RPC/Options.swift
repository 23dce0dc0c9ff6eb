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
        /// Callers beside a stalled consumer and a bulk stream on their connection, and alone.
        case fairness
        case fairnessAlone = "fairness_alone"
    }

    var seconds = 3.0
    var rounds = 1
    /// Calls instead of seconds, for instruction counts that can be compared.
    var calls: Int?
    /// A folder of certificates to use instead of issuing them.
    var certificates: String?
    /// A file of limits to hold the costs of a call to, instead of measuring.
    var thresholds: String?
    /// Hold so many idle connections instead.
    var idle: Int?
    /// Make calls with faults for so many minutes instead.
    var soak: Double?
    /// Serve until the input ends, for another process of this program.
    var serves: Peer?
    var peers = Peer.allCases
    var kinds = Kind.allCases
    var inFlight = [1, 16, 64]

    /// Throws `UsageFault` for an option or a value that it does not know.
    init(_ arguments: [String]) throws {
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else {
                throw UsageFault(description: "\(name) wants a value")
            }
            try set(name, value)
        }
    }

    private mutating func set(_ name: String, _ value: String) throws {
        let words = value.split(separator: ",").map(String.init)
        switch name {
        case "--seconds": seconds = try Self.parsed(name, value) { Double($0) }
        case "--rounds": rounds = try Self.parsed(name, value) { Int($0) }
        case "--calls": calls = try Self.parsed(name, value) { Int($0) }
        case "--certificates": certificates = value
        case "--thresholds": thresholds = value
        case "--idle": idle = try Self.parsed(name, value) { Int($0) }
        case "--soak": soak = try Self.parsed(name, value) { Double($0) }
        case "--serve": serves = try Self.parsed(name, value, Peer.init)
        case "--peers": peers = try words.map { try Self.parsed(name, $0, Peer.init) }
        case "--kinds": kinds = try words.map { try Self.parsed(name, $0, Kind.init) }
        case "--in-flight":
            inFlight = try words.map { word in try Self.parsed(name, word) { Int($0) } }
        default: throw UsageFault(description: "there is no option \(name)")
        }
    }

    private static func parsed<Value>(
        _ name: String, _ word: String, _ parse: (String) -> Value?
    ) throws -> Value {
        guard let value = parse(word) else {
            throw UsageFault(description: "\(name) cannot be \(word)")
        }
        return value
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

/// The command line is wrong.
struct UsageFault: Error, CustomStringConvertible {
    let description: String
}
