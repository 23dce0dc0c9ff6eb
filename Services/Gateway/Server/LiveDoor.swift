import GatewayDomain
import NIOCore
import NIOHTTP1

/// Decides on the first request of a connection, before NIO's upgrade handler sees it.
///
///     waiting ──head of a handshake──▶ deciding ──▶ open
///        └────any other head────────────────────────▶┘
///
/// A request that is not admitted loses its `Upgrade` header and goes to the router like any other,
/// which answers with the reason: NIO's handler would drop a request whose upgrade it refuses.
final class LiveDoor: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias Admit = @Sendable (HTTPRequestHead) async -> LiveSeat?

    private enum State {
        case waiting
        case deciding(HTTPRequestHead, then: [NIOAny])
        case open
    }

    private let admit: Admit
    private var state = State.waiting
    /// The seat of whoever was admitted.
    private(set) var seat: LiveSeat?

    init(admit: @escaping Admit) { self.admit = admit }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .open:
            context.fireChannelRead(data)
        case .deciding(let head, let then):
            state = .deciding(head, then: then + [data])
        case .waiting:
            guard case .head(let head) = unwrapInboundIn(data) else {
                return context.fireChannelRead(data)
            }
            if head.isLiveHandshake { decide(on: head, context) } else { pass(head, context) }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .deciding = state { return }
        context.fireChannelReadComplete()
    }

    private func pass(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        state = .open
        var head = head
        head.headers.remove(name: "upgrade")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    private func decide(on head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        state = .deciding(head, then: [])
        context.eventLoop.makeFutureWithTask { [admit] in await admit(head) }
            .assumeIsolated().whenSuccess { seat in self.decided(seat, context) }
    }

    private func decided(_ seat: LiveSeat?, _ context: ChannelHandlerContext) {
        guard case .deciding(let head, let then) = state else { return }
        self.seat = seat
        state = .open
        if seat == nil {
            pass(head, context)
        } else {
            context.fireChannelRead(wrapInboundOut(.head(head)))
        }
        for data in then { context.fireChannelRead(data) }
        context.fireChannelReadComplete()
    }
}

extension HTTPRequestHead {
    /// Whether it is a whole WebSocket handshake (RFC 6455 §4.2.1) for the live socket.
    fileprivate var isLiveHandshake: Bool {
        func has(_ name: String, _ word: String) -> Bool {
            headers[canonicalForm: name].contains { $0.lowercased() == word }
        }
        return method == .GET && uri.split(separator: "?").first == "/api/live"
            && has("upgrade", "websocket") && has("connection", "upgrade")
            && headers["sec-websocket-version"] == ["13"] && headers["sec-websocket-key"].count == 1
    }
}
