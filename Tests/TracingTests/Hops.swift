import Logging
import RPC
import RPCTracing
import RPCTransport
import Synchronization
import Telemetry
import Testing
import Wire

enum Relay {
    static let ask = Method<Word, Word>("relay.ask")
    static let count = ServerStreamingMethod<Word, Word>("relay.count")
}

@WireMessage
struct Word: Codable, Hashable, Sendable {
    var text: String

    enum CodingKeys: Int, CodingKey { case text = 0 }
}

/// The spans that all processes of a test ended, in the order of their ends.
final class Spans: Sendable {
    private let kept = Mutex<[EndedSpan]>([])
    var all: [EndedSpan] { kept.withLock { $0 } }

    private let waits = Mutex(0)

    /// The last server waits, as it was told.
    func waitBegan() { waits.withLock { $0 += 1 } }

    func untilTheLastServerWaits() async throws {
        while waits.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Once there are `count`, for ten seconds at most.
    func first(_ count: Int) async -> [EndedSpan] {
        for _ in 0..<2_000 where all.count < count { try? await Task.sleep(for: .milliseconds(5)) }
        return all
    }

    /// A tracer that keeps its spans here.
    func tracer(_ sampler: Sampler = Sampler()) -> MeshTracer {
        MeshTracer(sampler) { span in self.kept.withLock { $0.append(span) } }
    }
}

/// Three servers over TLS, a ▶ b ▶ c; each asks the next one, and the last one does as it is told.
final class Hops: Sendable {
    static let names = ["a", "b", "c"]

    let spans = Spans()
    private let authority: CertificateAuthority
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let sampler: Sampler
    private let running = Mutex<(servers: [MeshServer], clients: [MeshClient])>(([], []))

    private init(_ sampler: Sampler) throws {
        authority = try CertificateAuthority()
        self.sampler = sampler
    }

    /// `body` gets a client of `a`; `sampler` is everybody's.
    static func running(
        _ sampler: Sampler = Sampler(), _ body: (Client<Relay>, Spans) async throws -> Void
    ) async throws {
        let hops = try Hops(sampler)
        do {
            try await body(try await hops.start(), hops.spans)
        } catch {
            await hops.stop()
            throw error
        }
        await hops.stop()
    }

    private func start() async throws -> Client<Relay> {
        var next: Client<Relay>?
        for (name, caller) in zip(Self.names, ["gateway"] + Self.names).reversed() {
            var handlers = Self.handlers(asking: next, spans)
            handlers.intercept(by: TracingInterceptor(spans.tracer(sampler)))
            let server = MeshServer(
                handlers: handlers, tls: try material(name), policy: .open, limits: Self.limits,
                address: Endpoint(port: 0), serviceName: name, logger: logger)
            try await server.start()
            let client = MeshClient(
                target: name, endpoints: [Endpoint(port: server.boundPort ?? 0)],
                tls: try material(caller), limits: Self.limits, logger: logger)
            running.withLock {
                $0.servers.append(server)
                $0.clients.append(client)
            }
            next = Client(client.intercepted(by: TracingInterceptor(spans.tracer(sampler))))
        }
        return try #require(next)
    }

    private func stop() async {
        let (servers, clients) = running.withLock { $0 }
        for client in clients { client.close() }
        for server in servers.reversed() { await server.stop() }
    }

    private func material(_ name: String) throws -> TLSMaterial {
        try TLSMaterial(authority.issue(service: name), from: authority)
    }

    /// Patient, so that a busy machine fails no test.
    private static var limits: Limits {
        var limits = Limits()
        limits.helloTimeout = .seconds(60)
        limits.connectionWait = .seconds(60)
        return limits
    }

    private static func handlers(asking next: Client<Relay>?, _ spans: Spans) -> Handlers {
        var handlers = Handlers()
        handlers.serve(Relay.ask) { request, _ in
            if let next { return try await next.ask(request, timeout: .seconds(60)) }
            switch request.text {
            case "fail": throw RPCError(.internal, "as told")
            case "wait":
                spans.waitBegan()
                try await Task.sleep(for: .seconds(60))
            default: break
            }
            return request
        }
        handlers.serve(Relay.count) { request, _, writer in
            if let next {
                for try await word in next.count(request) { try await writer.write(word) }
            } else {
                for number in 0..<3 { try await writer.write(Word(text: "\(number)")) }
            }
        }
        return handlers
    }
}
