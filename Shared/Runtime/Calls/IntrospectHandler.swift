import Identifiers
import MeshContract
import RPC
import RPCTransport
import Synchronization
import Telemetry
import Wire

/// Serves `Mesh.introspect`: what this process is doing, for operators.
struct IntrospectHandler: Sendable {
    let name: ServiceName
    let startedAt: Instant
    let log: CallLog
    let spans: SpanRing
    /// The service's own methods.
    let methods: [MethodDescriptor]
    let clients: [ServiceName: MeshClient]
    let consumers: [ConsumerStanding]
    let changes: CacheChanges

    func handle(
        _ request: IntrospectRequest, _ call: Call, _ server: MeshServer?
    ) async throws -> Introspection {
        try check(request.slowestCount, in: 0...CallFigures.slowestCountMax, "slowest_count")
        let traced = try spans(of: request)
        let connections = await served(by: server) + made()
        return log.figures.withLock { figures in
            Introspection(
                service: name.text, version: buildVersion, startedAt: startedAt, takenAt: call.now,
                methods: figures.methods, connections: connections,
                slowest: figures.slowest(request.slowestCount, at: call.now),
                spans: traced, contract: request.tellsContract ? contract : nil,
                consumers: consumers.map(\.now), caches: changes.figures)
        }
    }

    /// Nil where no trace was asked for.
    private func spans(of request: IntrospectRequest) throws(RPCError) -> [SpanFigures]? {
        guard let text = request.traceID else { return nil }
        guard let trace = TraceID(text) else {
            throw RPCError(
                .invalidArgument, "trace_id must be 32 hex digits",
                details: [.field("trace_id", problem: "is not the id of a trace")])
        }
        let spans = spans.spans(of: trace).sorted { $0.began < $1.began }
        return spans.prefix(SpanFigures.countMax).map(SpanFigures.init)
    }

    private var contract: [String] {
        ContractLock.lines(of: [Contract(name.text, methods: methods)])
    }

    private func served(by server: MeshServer?) async -> [ConnectionFigures] {
        await (server?.connections() ?? [])
            .map { ConnectionFigures(.server, $0.peer.service, $0.census) }
            .sorted { $0.peer < $1.peer }
    }

    private func made() async -> [ConnectionFigures] {
        var all: [ConnectionFigures] = []
        for (peer, client) in clients {
            all.append(ConnectionFigures(.client, peer.text, await client.census()))
        }
        return all.sorted { $0.peer < $1.peer }
    }
}

extension ConnectionFigures {
    fileprivate init(_ side: CallSide, _ peer: String, _ census: Census) {
        self.init(
            side: Open(side), peer: peer, calls: census.calls, handlers: census.handlers,
            bytes: census.bytes, heldCredit: census.heldCredit, sendCredit: census.sendCredit)
    }
}
