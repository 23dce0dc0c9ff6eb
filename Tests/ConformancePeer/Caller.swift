import Compression
import Foundation
import Identifiers
import Logging
import RPC
import RPCTransport

/// Makes the calls of the cases, with one client for each port and set of limits.
actor Caller {
    private let tls: TLSMaterial
    private let folder: String
    private var clients: [String: (client: MeshClient, compression: MessageCompression?)] = [:]

    init(folder: String) throws {
        self.folder = folder
        tls = try TLSMaterial(directory: folder)
    }

    func outcome(of line: CallCase) async throws -> Outcome {
        let (client, compression) = try client(line.port, line.clientLimits ?? [:])
        let before = compression?.figures ?? CompressionFigures()
        var ends = await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<(line.parallel ?? 1) { group.addTask { await end(of: line, client) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var outcome = ends.removeFirst()
        if !ends.isEmpty {
            outcome.statuses = ([outcome] + ends).reduce(into: [:]) {
                $0[$1.status, default: 0] += 1
            }
        }
        for step in line.then ?? [] { outcome.then.append(await end(of: step, client)) }
        let after = compression?.figures ?? CompressionFigures()
        outcome.compressed = Compressed(
            sent: after.sent.messages - before.sent.messages,
            received: after.received.messages - before.received.messages)
        if line.report != false { outcome.report = try await report(on: line) }
        outcome.id = line.id
        return outcome
    }

    /// What the server saw, once its handlers have ended.
    private func report(on line: CallCase) async throws -> Report {
        let conformance = Client<Conformance>(try client(line.port, [:]).client)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        for _ in 0..<1_000 {
            let text = try await conformance.report(ReportRequest(caseID: line.id))
            let report = try decoder.decode(Report.self, from: Data(text.json.utf8))
            if report.started == report.ended { return report }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw RPCError(.internal, "a handler of \(line.id) did not end")
    }

    private func client(
        _ port: Int, _ limits: [String: Double]
    ) throws -> (client: MeshClient, compression: MessageCompression?) {
        let key = "\(port) \(limits.sorted { $0.key < $1.key })"
        if let client = clients[key] { return client }
        let compression = try MessageCompression.named(limits, folder: folder)
        let client = MeshClient(
            target: "conformance", endpoints: [Endpoint(port: port)], tls: tls,
            limits: Limits(limits), compression: compression,
            logger: Logger(label: "conformance"))
        clients[key] = (client, compression)
        return (client, compression)
    }
}

/// Makes one call and tells how it ended.
private func end(of line: CallCase, _ client: MeshClient) async -> Outcome {
    let call = Task {
        await CallContext.$current.withValue(line.context) { await made(line, client) }
    }
    if let pause = line.cancelAfterMs {
        try? await Task.sleep(for: .milliseconds(pause))
        call.cancel()
    }
    return await call.value
}

private func made(_ line: CallCase, _ client: MeshClient) async -> Outcome {
    var outcome = Outcome(status: "OK")
    do {
        try await line.make(on: Client<Conformance>(client), &outcome)
    } catch let error as RPCError {
        outcome.ended(error)
    } catch is CancellationError {
        outcome.status = "CANCELLED"
    } catch {
        outcome.status = "\(error)"
    }
    return outcome
}

extension CallCase {
    fileprivate func make(on client: Client<Conformance>, _ outcome: inout Outcome) async throws {
        switch method {
        case "unary": outcome.took(try await called(client.unary))
        case "idempotent": outcome.took(try await called(client.idempotent))
        case "small": outcome.took(try await called(client.small))
        case "missing": outcome.took(try await called(client.missing))
        case "server_stream": try await streamed(client.serverStream, &outcome)
        case "client_stream": outcome.took(try await sent(client.clientStream))
        case "bidi": try await conversed(client.bidi, &outcome)
        default: throw RPCError(.internal, "this peer does not know the method \(method)")
        }
    }

    private func called(_ call: UnaryCall<Ask, Reply>) async throws -> Reply {
        try await call(asks[0], timeout: timeout ?? .seconds(10), metadata: sentMetadata)
    }

    private func streamed(
        _ call: ServerStreamingCall<Ask, Reply>, _ outcome: inout Outcome
    ) async throws {
        for try await reply in call(asks[0], timeout: timeout, metadata: sentMetadata) {
            try await took(reply, &outcome)
        }
    }

    private func sent(_ call: ClientStreamingCall<Ask, Reply>) async throws -> Reply {
        try await call(timeout: timeout, metadata: sentMetadata) { try await writeAll(to: $0) }
    }

    private func conversed(
        _ call: BidirectionalCall<Ask, Reply>, _ outcome: inout Outcome
    ) async throws {
        let (taken, continuation) = AsyncStream.makeStream(of: Reply.self)
        defer { continuation.finish() }
        var ended: (any Error)?
        do {
            try await call(timeout: timeout, metadata: sentMetadata) { writer, responses in
                try await converse(writer, responses, continuation)
            }
        } catch {
            ended = error
        }
        continuation.finish()
        for await reply in taken { outcome.took(reply) }
        if let ended { throw ended }
    }

    /// Both directions at once; a message that may not be sent ends them.
    private func converse(
        _ writer: RequestWriter<Ask>, _ responses: MessageStream<Reply>,
        _ taken: AsyncStream<Reply>.Continuation
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await writeAll(to: writer)
                    writer.finish()
                } catch let error as RPCError where error.code != .resourceExhausted {
                    // The call's end interrupted the write: the responses say how it ended.
                }
            }
            group.addTask {
                var scratch = Outcome(status: "OK")
                for try await reply in responses {
                    taken.yield(reply)
                    try await took(reply, &scratch)
                }
            }
            // The first fault ends the other direction too; waitForAll would wait for it.
            for try await _ in group {}
        }
    }

    private func writeAll(to writer: RequestWriter<Ask>) async throws {
        for ask in asks {
            try await writer.write(ask)
            if let sendPauseMs { try await Task.sleep(for: .milliseconds(sendPauseMs)) }
        }
    }

    private func took(_ reply: Reply, _ outcome: inout Outcome) async throws {
        outcome.took(reply)
        if outcome.replies.count == cancelAfterReplies { throw CancellationError() }
        if let readPauseMs { try await Task.sleep(for: .milliseconds(readPauseMs)) }
    }

    var timeout: Duration? { timeoutMs.map { .milliseconds($0) } }

    var sentMetadata: Metadata {
        var words = Metadata()
        for (name, value) in metadata ?? [:] { words[name] = value }
        return words
    }

    /// Nil when the case names nothing that a call inherits.
    fileprivate var context: CallContext? {
        guard principal != nil || callId != nil || traceparent != nil else { return nil }
        return CallContext(
            principal: principal.map {
                Principal(
                    tenantID: TenantID($0.tenant), subject: $0.subject,
                    role: Principal.Role(rawValue: $0.role) ?? .agent)
            }, callID: callId.map(CallID.init) ?? .random(), traceparent: traceparent)
    }
}
