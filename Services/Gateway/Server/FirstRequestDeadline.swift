import NIOCore

/// Closes a connection that has not sent its first request in time, or when the server stops
/// before it has.
final class FirstRequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let deadline: Duration
    private var timer: Scheduled<Void>?

    init(_ deadline: Duration) { self.deadline = deadline }

    /// The connection has become HTTP or WebSocket, which have their own limits.
    func firstRequestCame(_ channel: any Channel) {
        timer?.cancel()
        channel.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: .init(deadline)) { channel.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isGone = (event as? ChannelEvent) == .inputClosed
        if isGone || event is ChannelShouldQuiesceEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
