import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Turns a granted request for `/api/live` into a live socket.
///
/// The handshake is NIOWebSocket's; the socket writes frames that are encoded already, so that one
/// event is encoded once for every browser.
struct LiveUpgrader: NIOTypedHTTPServerProtocolUpgrader {
    typealias UpgradeResult = UpgradableChannel.Negotiated

    /// The longest frame that a browser may send: it only sends pongs and closes.
    static let inboundFrameBytesMax = 1 << 10

    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []

    /// Whom to serve what, or nil to refuse; the router then answers with the reason.
    let admit: @Sendable (HTTPRequestHead) async -> LiveSeat?
    /// Where the sockets get their events from.
    let hub: LiveHub
    let pace: LivePace

    func buildUpgradeResponse(
        channel: any Channel, upgradeRequest: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        handshake.buildUpgradeResponse(
            channel: channel, upgradeRequest: upgradeRequest,
            initialResponseHeaders: initialResponseHeaders)
    }

    func upgrade(
        channel: any Channel, upgradeRequest: HTTPRequestHead
    ) -> EventLoopFuture<UpgradeResult> {
        channel.eventLoop.makeFutureWithTask { await admit(upgradeRequest) }
            .flatMapThrowing { seat in
                guard let seat else { throw LiveRefused() }
                try channel.pipeline.syncOperations.addHandlers([
                    ByteToMessageHandler(
                        WebSocketFrameDecoder(maxFrameSize: Self.inboundFrameBytesMax)),
                    LiveSocket(seat, hub: hub, pace: pace),
                ])
                return .webSocket
            }
    }

    private var handshake: NIOTypedWebSocketServerUpgrader<UpgradeResult> {
        NIOTypedWebSocketServerUpgrader(
            shouldUpgrade: { channel, head in
                channel.eventLoop.makeFutureWithTask { await admit(head) == nil ? nil : HTTPHeaders() }
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeFailedFuture(LiveRefused())
            })
    }
}

/// The right to be here ended between the handshake and the socket.
struct LiveRefused: Error {}
