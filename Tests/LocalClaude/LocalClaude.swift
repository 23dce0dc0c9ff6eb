import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on the loopback interface that speaks the wire of Anthropic's Messages API, version
/// 2026-10-21 and the one before: it checks requests as the API does, counts and caches prompts,
/// and answers, whole or streamed, what a test has told it to.
///
/// Anthropic's own Python SDK takes it for the real one (`ClaudeTests`); what it answers is no
/// model's.
package final class LocalClaude: Sendable {
    /// What it does about a request that is in order.
    package enum Answer: Sendable {
        /// Says this, thinks first if there are thoughts, and stops for the reason.
        case say(String, thinking: String? = nil, stop: String = "end_turn")
        /// Says what comes of the request.
        case reply(@Sendable (Request) -> String)
        case fail(Int, type: String, headers: [(String, String)] = [], code: String? = nil)
        /// A page of a proxy, or anything else that is no answer of the API's.
        case page(Int, String)
        /// Sends these bytes as the body of a stream and closes the connection.
        case raw(String)
        /// Never answers.
        case silence
        case hangUp
    }

    /// What came.
    package struct Request: Sendable {
        package let headers: [(String, String)]
        package let body: String
        package let model: String
        package let system: String
        /// The text of the user's and the assistant's turns.
        package let turns: [String]
        package let isStreamed: Bool
        package let schema: String?

        package subscript(header name: String) -> String? {
            headers.first { $0.0.lowercased() == name }?.1
        }
    }

    struct State {
        var answers: [String: [Answer]] = [:]
        var requests: [Request] = []
        var cache: Set<Int> = []
        var count = 0
    }

    let state = Mutex(State())
    /// Prefixes of fewer tokens are not cached, and nothing says so.
    let cachedTokenCountMin: Int
    private let listener: any Channel

    private init(_ listener: any Channel, cachedTokenCountMin: Int) {
        self.listener = listener
        self.cachedTokenCountMin = cachedTokenCountMin
    }

    package static let key = "sk-ant-local"

    /// Where it is; with `path` behind, it gives that path's answers.
    package func url(_ path: String = "") -> String {
        "http://127.0.0.1:\(listener.localAddress?.port ?? 0)\(path)"
    }

    package var requests: [Request] { state.withLock { $0.requests } }

    /// Says what to answer under `path`: each once, the last one ever after.
    package func answer(_ answers: Answer..., under path: String = "") {
        state.withLock { $0.answers[path] = answers }
    }

    func next(under path: String) -> Answer {
        state.withLock { state in
            guard var answers = state.answers[path], let first = answers.first else {
                return .say("OK")
            }
            if answers.count > 1 { answers.removeFirst() }
            state.answers[path] = answers
            return first
        }
    }

    /// Serves while `body` runs.
    package static func running<Value>(
        cachedTokenCountMin: Int = 1_024, isolation: isolated (any Actor)? = #isolation,
        _ body: (LocalClaude) async throws -> Value
    ) async throws -> Value {
        let box = Mutex<LocalClaude?>(nil)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let server = box.withLock({ $0 }) else { throw ChannelError.eof }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(RequestHandler(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = LocalClaude(listener, cachedTokenCountMin: cachedTokenCountMin)
        box.withLock { $0 = server }
        do {
            let value = try await body(server)
            try? await listener.close()
            return value
        } catch {
            try? await listener.close()
            throw error
        }
    }
}
