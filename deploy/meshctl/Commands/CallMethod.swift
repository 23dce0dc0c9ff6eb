import ArgumentParser
import Foundation
import RPC
import RPCTracing
import Synchronization
import Telemetry
import Wire

/// `meshctl call`.
struct CallMethod: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Calls a method with a JSON request; prints the JSON response.",
        discussion: """
            Example: meshctl call coaching.listAgents '{"tenant_id":"harbor-realty"}'
            A stream prints one object a line until it ends or Ctrl-C. A method whose client
            streams is sent this one request. A call that took longer than a second says where its
            time went: in line, connecting, in TLS, waiting for a slot or for credit, in the
            handler, or with the peer and the network.
            """)

    @Argument(help: "SERVICE.METHOD, as `meshctl list` prints it.")
    var method: String
    @Argument(help: "The request as JSON; - reads standard input.")
    var request = "{}"
    @Option(help: "Seconds that the call may take; streams last until they end.")
    var timeout = 10.0
    @Flag(help: "Say where the time of the call went, also when it was quick.")
    var stalls = false
    @Flag(help: "Print every hop that the call caused, and where the time of each went.")
    var trace = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        guard let entry = ContractRegistry.entry(named: method) else {
            throw ValidationError("there is no method \(method); see `meshctl list`")
        }
        try await reporting {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let recorder = TraceRecorder()
            let plain = try connection.channel(to: entry.service)
            let channel = trace ? plain.intercepted(by: recorder.interceptor) : plain
            let result = await Result {
                try await CallContext.observed(by: StallPrinter(always: stalls)) {
                    try await call(entry, on: channel)
                }
            }
            if trace { await printTrace(recorder, connection) }
            try result.get()
        }
    }

    private func printTrace(_ recorder: TraceRecorder, _ connection: MeshConnection) async {
        guard let id = recorder.spans.first?.context.trace else { return }
        Console.note("trace \(id)")
        let report = TraceReport(trace: "\(id)", own: recorder.spans)
        for line in await report.tree(connection).lines { Console.note(line) }
    }

    private func call(_ entry: ContractRegistry.Entry, on channel: any RPCChannel) async throws {
        let (method, schema) = (entry.descriptor, entry.method.response.wireSchema)
        switch method.kind {
        case .unary:
            let response = try await channel.unary(
                OutgoingCall(
                    method: method, message: try encodedRequest(entry),
                    deadline: .after(.seconds(timeout))))
            Console.print(try WireJSON.text(of: response, as: schema))
        case .serverStreaming:
            let source = channel.serverStreaming(
                OutgoingCall(method: method, message: try encodedRequest(entry)))
            while let message = try await source.next() {
                Console.print(try WireJSON.text(of: message, as: schema))
            }
        case .clientStreaming, .bidirectional:
            let stream = try await channel.streaming(OutgoingCall(method: method, message: []))
            try await stream.write(encodedRequest(entry))
            stream.finish()
            while let message = try await stream.next() {
                Console.print(try WireJSON.text(of: message, as: schema))
            }
        }
    }

    private func encodedRequest(_ entry: ContractRegistry.Entry) throws -> [UInt8] {
        let text =
            request == "-"
            ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
            : request
        do {
            return try WireJSON.bytes(of: text, as: entry.method.request.wireSchema)
        } catch {
            throw InputFault(file: "the request", line: nil, problem: "\(error)")
        }
    }
}

/// Traces the calls of this process, and keeps their spans.
private final class TraceRecorder: Sendable {
    private let kept = Mutex<[EndedSpan]>([])
    var spans: [EndedSpan] { kept.withLock { $0 } }

    var interceptor: TracingInterceptor<MeshTracer> {
        TracingInterceptor(
            MeshTracer(Sampler(.always_on)) { span in self.kept.withLock { $0.append(span) } })
    }
}

extension Result where Failure == any Error {
    /// What `body` returned or threw.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Says where the time of a call went, when it was slow or when that was asked for.
///
/// An error says it itself.
struct StallPrinter: CallObserver {
    /// A person begins to wonder.
    static let slowLimit = Duration.seconds(1)

    let always: Bool

    func callEnded(_ outcome: CallOutcome) {
        guard outcome.code == .ok, always || outcome.duration > Self.slowLimit else { return }
        Console.note("\(outcome.method): \(outcome.ledger)")
    }
}
