import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// One port for HTTP/1.1 and WebSocket.
///
/// A connection whose first request is a handshake that its door admits becomes a live socket.
/// Everything else goes to hummingbird's router, a refused handshake as well: the route of the same
/// path then says why.
struct UpgradableChannel: HTTPChannelHandler {
    typealias HTTP = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    /// What a connection turned out to speak.
    enum Negotiated: Sendable { case http(HTTP), webSocket }

    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let negotiated: EventLoopFuture<Negotiated>
    }

    let responder: Responder
    let live: LiveTerms
    let limits: ConnectionLimits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let encoder = HTTPResponseEncoder()
            let decoder = ByteToMessageHandler(
                HTTPRequestDecoder(
                    leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits.decoder))
            let door = LiveDoor(admit: live.admit)
            let upgrading = NIOTypedHTTPServerUpgradeHandler<Negotiated>(
                httpEncoder: encoder, extraHTTPHandlers: [decoder, door],
                upgradeConfiguration: .init(
                    upgraders: [
                        LiveUpgrader(
                            door: NIOLoopBound(door, eventLoop: channel.eventLoop), live: live)
                    ],
                    notUpgradingCompletionHandler: { becomeHTTP($0, logger) }))
            let deadline = FirstRequestDeadline(limits.firstRequestWithin)
            try pipeline.addHandlers([encoder, decoder, door, upgrading, deadline])
            let negotiated = upgrading.upgradeResultFuture
            negotiated.assumeIsolated().whenSuccess { _ in deadline.firstRequestCame(channel) }
            return Value(channel: channel, negotiated: negotiated)
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.negotiated.get() {
            case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
            case .webSocket: try await untilClosed(value.channel)
            }
        } catch {
            logger.trace("connection ended before its first request", metadata: ["why": "\(error)"])
            value.channel.close(promise: nil)
        }
    }

    /// A server that stops tells its sockets, which say goodbye and close.
    private func untilClosed(_ channel: any Channel) async throws {
        try await withTaskCancellationHandler {
            try await channel.closeFuture.get()
        } onCancel: {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    private func becomeHTTP(_ channel: any Channel, _ logger: Logger) -> EventLoopFuture<Negotiated>
    {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: true))
            try pipeline.addHandler(
                HTTPConnectionStateHandler(idleTimeout: limits.idleAfter, logger: logger))
            let http = try HTTP(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true))
            return .http(http)
        }
    }
}

/// What one connection may cost.
struct ConnectionLimits: Sendable {
    /// TLS and the first request's head; longer is a client that holds a slot for nothing.
    var firstRequestWithin: Duration = .seconds(10)
    /// Between two requests of a kept-alive connection; browsers ask again within a minute.
    var idleAfter: Duration = .seconds(75)
    /// All header fields of a request: a cookie and what browsers add stay below 8 KiB.
    var headerBytesMax = 16 << 10
    var headerCountMax = 64
    /// The same for NIO's decoder.
    var decoder: NIOHTTPDecoderLimitConfiguration {
        var decoder = NIOHTTPDecoderLimitConfiguration()
        decoder.maxHeaderFieldSize = headerBytesMax
        decoder.maxHeaderListSize = headerBytesMax
        decoder.maxHeaderFieldCount = headerCountMax
        return decoder
    }

    /// At once, over all people; beyond it the kernel's backlog waits.
    var connectionsMax = 20_000
}
