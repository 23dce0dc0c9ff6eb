import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Reads requests of one connection and writes the answers.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: LocalClaude
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ server: LocalClaude) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, [])
        case .body(let part): body += Array(part.readableBytesView)
        case .end: if let head { answer(head, context) }
        }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let number = server.state.withLock { state in
            state.count += 1
            return state.count
        }
        let reply = Reply(context: context, requestID: "req_local_\(number)")
        guard head.method == .POST, let suffix = head.uri.range(of: "/v1/messages") else {
            return reply.error(404, "not_found_error", "Not found")
        }
        do {
            let fields = head.headers.map { ($0.name, $0.value) }
            let isCounted = head.uri.hasSuffix("/count_tokens")
            let request = try RequestCheck.read(fields, body, isCounted: isCounted)
            if isCounted {
                return reply.json(200, ["input_tokens": Metering.tokens(request.body)])
            }
            server.state.withLock { $0.requests.append(request) }
            let usage = Metering.usage(of: request, in: server)
            perform(
                server.next(under: String(head.uri[..<suffix.lowerBound])), request, usage, reply)
        } catch {
            reply.error(error.status, error.type, error.message)
        }
    }

    private func perform(
        _ answer: LocalClaude.Answer, _ request: LocalClaude.Request, _ usage: Metering,
        _ reply: Reply
    ) {
        switch answer {
        case .say(let text, let thinking, let stop):
            reply.message(
                Message(
                    id: reply.requestID, model: request.model, text: text, thinking: thinking,
                    stop: stop, usage: usage), isStreamed: request.isStreamed)
        case .reply(let make):
            perform(.say(make(request)), request, usage, reply)
        case .fail(let status, let type, let headers, let code):
            reply.error(status, type, "as the test wants it", headers, code)
        case .page(let status, let text): reply.page(status, text)
        case .raw(let text): reply.raw(text)
        case .silence: break
        case .hangUp: reply.context.close(promise: nil)
        }
    }
}

/// Counts tokens, four bytes each, and what of a prompt comes from the cache.
struct Metering {
    var input: Int
    var cacheWrite = 0
    var cacheRead = 0

    static func tokens(_ text: String) -> Int { (text.utf8.count + 3) / 4 }

    static func usage(of request: LocalClaude.Request, in server: LocalClaude) -> Metering {
        let rest = request.turns.reduce(0) { $0 + tokens($1) }
        let prefix = tokens(request.system)
        guard request.body.contains("\"cache_control\""), prefix >= server.cachedTokenCountMin
        else { return Metering(input: prefix + rest) }
        let key = [request.model, request.system, request.schema ?? ""].hashValue
        let isNew = server.state.withLock { $0.cache.insert(key).inserted }
        return Metering(
            input: rest, cacheWrite: isNew ? prefix : 0, cacheRead: isNew ? 0 : prefix)
    }
}
