import RPC
import Wire

@WireMessage
struct Payload: Codable, Hashable, Sendable {
    var bytes: [UInt8]

    enum CodingKeys: Int, CodingKey { case bytes = 0 }
}

@WireMessage
struct StreamRequest: Codable, Hashable, Sendable {
    var count: Int
    var byteCount: Int

    enum CodingKeys: Int, CodingKey { case count = 0, byteCount = 1 }
}

enum BenchmarkContract {
    static let echo = Method<Payload, Payload>("benchmark.echo", .idempotent)
    /// Answers after a while, so that callers can leave before.
    static let echoLate = Method<Payload, Payload>("benchmark.echoLate")
    static let stream = ServerStreamingMethod<StreamRequest, Payload>("benchmark.stream")
    static let converse = BidirectionalMethod<Payload, Payload>("benchmark.converse")

    static var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(echo) { request, _ in request }
        handlers.serve(echoLate) { request, _ in
            try await Task.sleep(for: .milliseconds(20))
            return request
        }
        handlers.serve(stream) { request, _, writer in
            let payload = Payload(bytes: Options.payload(request.byteCount))
            for _ in 0..<request.count { try await writer.write(payload) }
        }
        handlers.serve(converse) { requests, _, writer in
            for try await request in requests { try await writer.write(request) }
        }
        return handlers
    }
}
