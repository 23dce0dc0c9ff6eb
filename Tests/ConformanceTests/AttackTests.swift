import Foundation
import NIOCore
import Testing

/// Bad peers: bytes that no honest side sends, and what they must not be able to do.
@Suite(.serialized)
struct AttackTests {
    @Test(arguments: Attack.onServers)
    func theSwiftServerBears(_ attack: Attack) async throws {
        try await bear(attack, by: .swift)
    }

    @Test(
        .enabled(if: PeerLanguage.interpreter != nil, "`make python` has not been run"),
        arguments: Attack.onServers)
    func thePythonServerBears(_ attack: Attack) async throws {
        try await bear(attack, by: .python)
    }

    @Test(arguments: Attack.onClients)
    func theSwiftClientBears(_ attack: Attack) async throws {
        try await bearCalling(attack, by: .swift)
    }

    @Test(
        .enabled(if: PeerLanguage.interpreter != nil, "`make python` has not been run"),
        arguments: Attack.onClients)
    func thePythonClientBears(_ attack: Attack) async throws {
        try await bearCalling(attack, by: .python)
    }

    private func bear(
        _ attack: Attack, by language: PeerLanguage,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        // What counts memory or the most handlers has a server of its own.
        let isAlone = attack.after["grown_mib"] != nil || attack.after["peak"] != nil
        let server =
            isAlone
            ? try await Peers.shared.newServer(language, limits: attack.limits)
            : try await Peers.shared.server(language, limits: attack.limits)
        defer { if isAlone { server.process.end() } }
        let before = server.process.peakMebibytes
        let peer = try await RawPeer.connect(
            port: server.port, certificates: Peers.shared.certificates(of: "gateway"))
        var found = await attack.play(peer)
        found += await state(of: server, before, against: attack.after)
        peer.close()
        found += try await stillServes(server)
        #expect(found == [], "\(attack.id), \(language) server", sourceLocation: location)
    }

    /// What the server says of itself, once it has come to rest.
    private func state(
        of server: Peers.Server, _ before: Int, against expected: Datum
    ) async -> [String] {
        var found: [String] = []
        for _ in 0..<200 {
            server.process.send(.text("count"))
            guard let count = await server.process.nextLine() else { return ["the server died"] }
            let grown = Datum.integer(server.process.peakMebibytes - before)
            found = faults(in: count.merged(with: .map(["grown_mib": grown])), against: expected)
            if found.isEmpty { return [] }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return found
    }

    /// An honest client is served as if nothing had been.
    private func stillServes(_ server: Peers.Server) async throws -> [String] {
        let honest = try await RawPeer.connect(
            port: server.port, certificates: Peers.shared.certificates(of: "gateway"))
        defer { honest.close() }
        let call = Attack(
            id: "an honest call",
            fields: try Datum(
                yaml: """
                    script:
                      - hello: {}
                      - request: {stream: 1, flags: end, message: {ask: {}}}
                      - expect: {type: response, stream: 1, status: OK}
                    """))
        return await call.play(honest)
    }

    private func bearCalling(
        _ attack: Attack, by language: PeerLanguage,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let (port, listener, first) = try await RawPeer.listen(
            certificates: Peers.shared.certificates(of: "conformance"))
        let caller = try await Peers.shared.caller(language)
        let line = Datum.map([
            "id": .text(attack.id), "port": .integer(port), "method": .text("unary"),
            "send": .list([.integer(1)]), "report": .boolean(false), "timeout_ms": .integer(20_000),
            "client_limits": .map(["connect_seconds": .integer(3)]).merged(with: attack.limits),
        ])
        caller.send(line.merged(with: attack.fields["call"] ?? .map([:])))
        async let outcome = caller.nextLine()
        let peer = await first()
        // A client may try again: nobody listens then, and that is how it learns the end.
        try await listener.close()
        var found = if let peer { await attack.play(peer) } else { ["the client did not connect"] }
        peer?.close()
        let expected = attack.fields["outcome"] ?? .map([:])
        found += (await outcome).map { faults(in: $0, against: expected) } ?? ["no outcome"]
        #expect(found == [], "\(attack.id), \(language) client", sourceLocation: location)
    }
}
