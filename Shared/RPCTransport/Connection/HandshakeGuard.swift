import NIOCore

/// Bounds what a peer may cost before it is known: bytes and time, until TLS is up.
///
/// Stands before TLS and leaves the pipeline with the handshake. It closes the socket itself, past
/// TLS, which would otherwise wait for the farewell of a peer that is not there to say any.
final class HandshakeGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let byteCountMax: Int
    private let timeLimit: TimeAmount
    private let ended: (HandshakeEnd) -> Void
    private var byteCount = 0
    private var timer: Scheduled<Void>?

    enum HandshakeEnd { case timeout, tooManyBytes }

    /// `ended` is told why, before the connection closes.
    init(
        byteCountMax: Int, timeLimit: TimeAmount, ended: @escaping (HandshakeEnd) -> Void
    ) {
        self.byteCountMax = byteCountMax
        self.timeLimit = timeLimit
        self.ended = ended
    }

    func handlerAdded(context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: timeLimit) {
            self.end(.timeout, context)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        byteCount += unwrapInboundIn(data).readableBytes
        guard byteCount <= byteCountMax else { return end(.tooManyBytes, context) }
        context.fireChannelRead(data)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    private func end(_ reason: HandshakeEnd, _ context: ChannelHandlerContext) {
        guard timer != nil else { return }
        timer?.cancel()
        timer = nil
        ended(reason)
        context.close(promise: nil)
    }
}
