import Foundation
import RPC
import RPCTransport

/// Connections that are open and quiet: how many one server holds, and what each costs both sides.
///
/// The server is a process of its own, so that each side's memory is its own process's. The mesh's
/// client has one address for each connection, as it would with as many servers: all of
/// 127.0.0.0/8 is this machine. A client of grpc-swift-2 has one connection.
struct Idle {
    let peer: Options.Peer
    let count: Int
    let certificates: Certificates

    /// So many connections are made at a time: more would wait for each other's handshakes.
    private static let batch = 200
    /// What handshakes leave behind is freed meanwhile.
    private static let settling: Duration = .seconds(5)

    func measure() async throws {
        raiseFileLimit()
        let server = try IdleServer(peer, certificates)
        defer { server.stop() }
        switch peer {
        case .mesh: try await measureMesh(server)
        default: try await measureGRPC(server)
        }
    }

    private func measureMesh(_ server: IdleServer) async throws {
        let addresses = (1...count + 1).map {
            Endpoint(host: "127.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)", port: server.port)
        }
        let resolver = StaticResolver(Array(addresses.prefix(1)))
        let client = try MeshEnds.client(of: resolver, certificates, addresses: count + 1)
        try await connected(client, 1)
        let before = Sample(server)
        let began = Usage()
        for end in stride(from: Self.batch, through: count + Self.batch - 1, by: Self.batch) {
            let held = min(end, count) + 1
            resolver.replace(with: Array(addresses.prefix(held)))
            try await connected(client, held)
        }
        let seconds = Usage().seconds(since: began)
        try await Task.sleep(for: Self.settling)
        print(Sample(server), since: before, held: client.readyConnections - 1, seconds)
        client.close()
    }

    private func connected(_ client: MeshClient, _ count: Int) async throws {
        client.connect()
        let end = ContinuousClock.now + .seconds(120)
        while client.readyConnections < count {
            guard ContinuousClock.now < end else {
                throw UsageFault(
                    description: "\(client.readyConnections) of \(count) connections were made")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func measureGRPC(_ server: IdleServer) async throws {
        try await GRPCPeer.holding(count, certificates, port: server.port) { hold in
            try await hold(1)
            let before = Sample(server)
            let began = Usage()
            try await hold(count)
            let seconds = Usage().seconds(since: began)
            try await Task.sleep(for: Self.settling)
            print(Sample(server), since: before, held: count, seconds)
        }
    }

    private struct Sample {
        let client = residentByteCount()
        let server: Int

        init(_ server: IdleServer) { self.server = residentByteCount(of: server.processID) }
    }

    private func print(_ after: Sample, since before: Sample, held: Int, _ seconds: Double) {
        printRow([
            ("peer", peer.rawValue), ("kind", "idle"), ("connections", count), ("held", held),
            ("client_bytes_per_connection", (after.client - before.client) / count),
            ("server_bytes_per_connection", (after.server - before.server) / count),
            ("seconds", (seconds * 10).rounded() / 10),
        ])
    }
}

/// This program once more, as a server that runs until its input ends.
final class IdleServer {
    private let process = Process()
    private let input = Pipe()
    let port: Int

    init(_ peer: Options.Peer, _ certificates: Certificates) throws {
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "--serve", peer.rawValue, "--certificates", certificates.folder,
        ]
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw UsageFault(description: "the server said no port but: \(line)")
        }
        self.port = port
    }

    var processID: Int32 { process.processIdentifier }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// What `--serve` does: says its port and serves until its input ends.
    static func serve(_ peer: Options.Peer, _ certificates: Certificates) async throws {
        raiseFileLimit()
        switch peer {
        case .mesh:
            let server = try MeshEnds.server(certificates, host: "0.0.0.0", limits: limits)
            try await server.start()
            say(server.boundPort ?? 0)
            // The client has left already: there is nothing to drain.
            exit(0)
        default:
            try await GRPCPeer.serving(certificates, say)
        }
    }

    /// Every connection comes from this machine, and all of them are meant to be held.
    private static var limits: Limits {
        var limits = MeshEnds.patientLimits
        (limits.connections, limits.connectionsPerAddress) = (100_000, 100_000)
        return limits
    }

    private static func say(_ port: Int) {
        Swift.print(port)
        fflush(nil)
        while readLine() != nil {}
    }
}
