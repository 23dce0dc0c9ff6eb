import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Turns a request that one connection's door admitted into a live socket.
///
/// The handshake is NIOWebSocket's; the socket writes frames that are encoded already, so that one
/// event is encoded once for every browser.
struct LiveUpgrader: NIOTypedHTTPServerProtocolUpgrader {
    typealias UpgradeResult = UpgradableChannel.Negotiated

    /// The longest frame that a client may send: a message, as `POST /api/messages` takes it.
    static let inboundFrameBytesMax = GatewayContext.bodyBytesMax

    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []
    let door: NIOLoopBound<LiveDoor>
    let live: LiveTerms

    func buildUpgradeResponse(
        channel: any Channel, upgradeRequest: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        NIOTypedWebSocketServerUpgrader<UpgradeResult>(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeFailedFuture(ChannelError.inappropriateOperationForState)
            }
        ).buildUpgradeResponse(
            channel: channel, upgradeRequest: upgradeRequest,
            initialResponseHeaders: initialResponseHeaders)
    }

    func upgrade(
        channel: any Channel, upgradeRequest: HTTPRequestHead
    ) -> EventLoopFuture<UpgradeResult> {
        channel.eventLoop.makeCompletedFuture {
            guard let seat = door.value.seat else {
                throw ChannelError.inappropriateOperationForState
            }
            try channel.pipeline.syncOperations.addHandlers([
                ByteToMessageHandler(
                    WebSocketFrameDecoder(maxFrameSize: Self.inboundFrameBytesMax)),
                LiveSocket(
                    seat, hub: live.hub, unlocks: live.unlocks, pace: live.pace, ear: live.ear,
                    sights: live.sights),
            ])
            return .webSocket
        }
    }
}

/// What the live sockets of a server live by.
struct LiveTerms: Sendable {
    /// Whom to serve what; nil refuses.
    let admit: LiveDoor.Admit
    /// Where the sockets get their events from.
    let hub: LiveHub
    let unlocks: LiveHub
    let pace: LivePace
    /// What hears those who talk over their socket.
    let ear: LiveEar
    /// Whom managers may see.
    let sights: Sights
}
