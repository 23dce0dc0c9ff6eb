import Foundation

/// Measures unary calls and server streams over one mutual-TLS connection, peer after peer.
///
///     rpc-benchmark [--seconds 3] [--peers mesh,floor,grpc-swift-2,grpc-c++,grpc-go]
///                   [--kinds unary,server_streaming,echo,fairness] [--in-flight 1,16,64]
///                   [--rounds 1] [--calls N] [--certificates FOLDER] [--thresholds FILE]
///                   [--idle CONNECTIONS] [--soak MINUTES]
@main
struct RPCBenchmark {
    /// Waits for the measuring by itself: valgrind, which counts the instructions of a call, cannot
    /// follow a main thread that ends before its process, as that of an `async` main does.
    static func main() {
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                try await measure(try Options(CommandLine.arguments))
            } catch {
                note("error: \(error)")
                exit(1)
            }
            done.signal()
        }
        done.wait()
    }

    private static func measure(_ options: Options) async throws {
        if let folder = options.certificates {
            return try await measure(options, Certificates(in: folder))
        }
        let certificates = try Certificates()
        defer { certificates.remove() }
        if let file = options.thresholds {
            return try Thresholds(file: file).check(certificates)
        }
        try await measure(options, certificates)
    }

    private static func measure(_ options: Options, _ certificates: Certificates) async throws {
        if let peer = options.serves { return try await IdleServer.serve(peer, certificates) }
        if let minutes = options.soak {
            return try await Soak.run(minutes: minutes, certificates)
        }
        if let count = options.idle { return try await idle(count, options, certificates) }
        for _ in 0..<options.rounds {
            for peer in options.peers {
                note("measuring \(peer.rawValue)")
                try await measure(peer, options, certificates)
            }
        }
    }

    /// All for the mesh; a tenth for grpc-swift-2, ten times as many of which fill the memory of a
    /// small machine.
    private static func idle(
        _ count: Int, _ options: Options, _ certificates: Certificates
    ) async throws {
        for peer in options.peers where peer == .mesh || peer == .grpcSwift {
            note("holding connections of \(peer.rawValue)")
            let count = peer == .mesh ? count : max(1, count / 10)
            try await Idle(peer: peer, count: count, certificates: certificates).measure()
        }
    }

    private static func measure(
        _ peer: Options.Peer, _ options: Options, _ certificates: Certificates
    ) async throws {
        switch peer {
        case .mesh: try await MeshPeer.measure(options, certificates)
        case .floor: try await FloorPeer.measure(options, certificates)
        case .grpcSwift: try await GRPCPeer.measure(options, certificates)
        case .grpcCPlusPlus: try ForeignPeer.grpcCPlusPlus.measure(options, certificates)
        case .grpcGo: try ForeignPeer.grpcGo.measure(options, certificates)
        }
    }
}

/// Tells the person who watches how far the run has come.
func note(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
