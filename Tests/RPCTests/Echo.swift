import RPC
import Synchronization
import Wire

/// The contract of these tests.
enum Echo {
    static let echo = Method<Text, Text>("echo.echo", .idempotent)
    static let append = Method<Text, Text>("echo.append")
    static let fail = Method<Text, Text>("echo.fail")
    static let sleep = Method<Text, Text>("echo.sleep", .idempotent)
    static let offload = Method<Text, Text>("echo.offload", execution: .offloaded)
    static let whoAmI = Method<Text, Text>("echo.whoAmI")
    static let secret = Method<Text, Text>("echo.secret", compression: .never)
    static let large = Method<Text, Text>("echo.large", maximumMessageBytes: 8_000_000)
    static let count = ServerStreamingMethod<Count, Text>("echo.count")
    static let forEver = ServerStreamingMethod<Text, Text>("echo.forEver")
    static let collect = ClientStreamingMethod<Text, Text>("echo.collect")
    static let first = ClientStreamingMethod<Text, Text>("echo.first")
    static let forgive = ClientStreamingMethod<Text, Text>("echo.forgive")
    static let refuse = ClientStreamingMethod<Text, Text>("echo.refuse")
    static let gated = ClientStreamingMethod<Text, Text>("echo.gated")
    static let chat = BidirectionalMethod<Text, Text>("echo.chat")
    static let race = BidirectionalMethod<Text, Text>("echo.race")
}

@WireMessage
struct Text: Codable, Hashable, Sendable {
    var text: String

    enum CodingKeys: Int, CodingKey { case text = 0 }
}

@WireMessage
struct Count: Codable, Hashable, Sendable {
    var upTo: Int
    var byteCount: Int = 0

    enum CodingKeys: Int, CodingKey { case upTo = 0, byteCount = 1 }
}

/// Handlers of `Echo` that remember what happened to them.
final class EchoService: Sendable {
    struct Seen: Sendable {
        var started = 0
        var ended = 0
        var cancelled = 0
        var written = 0
        var isGateOpen = false
        var calls: [Call] = []
    }

    private let state = Mutex(Seen())

    var seen: Seen { state.withLock { $0 } }

    /// Lets the handlers of `gated` read.
    func openGate() { state.withLock { $0.isGateOpen = true } }

    var handlers: Handlers {
        var handlers = Handlers()
        serveStreams(&handlers)
        handlers.serve(Echo.echo) { request, call in
            self.state.withLock { $0.calls.append(call) }
            return request
        }
        handlers.serve(Echo.append) { request, _ in Text(text: request.text + "!") }
        handlers.serve(Echo.large) { request, _ in request }
        handlers.serve(Echo.secret) { request, _ in request }
        handlers.serve(Echo.offload) { request, _ in request }
        handlers.serve(Echo.fail) { request, _ in throw Self.failure(named: request.text) }
        handlers.serve(Echo.whoAmI) { _, call in
            Text(text: "\(call.caller) \(call.principal?.subject ?? "nobody")")
        }
        handlers.serve(Echo.sleep) { request, _ in
            try await self.counted {
                try await Task.sleep(for: .milliseconds(Int(request.text) ?? 0))
            }
            return request
        }
        handlers.serve(Echo.count) { request, _, writer in
            try await self.counted {
                for number in 0..<request.upTo {
                    let padding = String(repeating: "x", count: request.byteCount)
                    try await writer.write(Text(text: "\(number)\(padding)"))
                    self.state.withLock { $0.written += 1 }
                }
            }
        }
        handlers.serve(Echo.forEver) { _, _, writer in
            try await self.counted {
                while true {
                    try await writer.write(Text(text: "again"))
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
        }
        return handlers
    }

    private func serveStreams(_ handlers: inout Handlers) {
        handlers.serve(Echo.collect) { requests, call in
            self.state.withLock { $0.calls.append(call) }
            var words: [String] = []
            try await self.counted {
                for try await request in requests { words.append(request.text) }
            }
            return Text(text: words.joined(separator: ","))
        }
        handlers.serve(Echo.first) { requests, _ in try await requests.next() ?? Text(text: "") }
        handlers.serve(Echo.forgive) { requests, _ in
            while let request = try? await requests.next(), !request.text.isEmpty {}
            return Text(text: "all is well")
        }
        handlers.serve(Echo.refuse) { requests, _ in
            _ = try await requests.next()
            throw Self.failure(named: "typed")
        }
        handlers.serve(Echo.gated) { requests, _ in
            self.state.withLock { $0.started += 1 }
            while !self.seen.isGateOpen { try await Task.sleep(for: .milliseconds(2)) }
            var count = 0
            for try await request in requests {
                if !request.text.hasPrefix("\(count)x") { return Text(text: "out of order") }
                count += 1
            }
            return Text(text: "\(count)")
        }
        handlers.serve(Echo.chat) { requests, call, writer in
            self.state.withLock { $0.calls.append(call) }
            try await self.counted {
                for try await request in requests {
                    try await writer.write(Text(text: request.text + "!"))
                }
                try await writer.write(Text(text: "bye"))
            }
        }
        handlers.serve(Echo.race) { requests, _, writer in
            // A child that waits for a request is given up; the call goes on.
            try await withThrowingTaskGroup(of: Text?.self) { group in
                group.addTask { try await requests.next() }
                try await Task.sleep(for: .milliseconds(5))
                group.cancelAll()
                while await group.nextResult() != nil {}
            }
            try await writer.write(Text(text: "still here"))
            while let request = try await requests.next() { try await writer.write(request) }
        }
    }

    private func counted(_ body: () async throws -> Void) async throws {
        state.withLock { $0.started += 1 }
        defer {
            state.withLock {
                $0.ended += 1; $0.cancelled += Task.isCancelled ? 1 : 0
            }
        }
        try await body()
    }

    private static func failure(named name: String) -> any Error {
        switch name {
        case "typed":
            RPCError(
                .failedPrecondition, "the session is paused",
                details: [.reason("session_paused"), .retryAfter(.milliseconds(250))],
                metadata: ["hint": "resume it"])
        case "convertible": Convertible()
        default: Unexpected()
        }
    }

    struct Unexpected: Error {}
    struct Convertible: RPCErrorConvertible {
        var rpcError: RPCError { RPCError(.unavailable, "the database is away") }
    }
}

/// Waits until `condition` holds, for ten seconds at most.
func eventually(_ condition: () async -> Bool) async -> Bool {
    for _ in 0..<2_000 {
        if await condition() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return await condition()
}
