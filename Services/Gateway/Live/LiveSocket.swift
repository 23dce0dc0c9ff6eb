import GatewayDomain
import Identifiers
import NIOCore
import NIOWebSocket

/// Who sits before a live socket, and from where they watch.
struct LiveSeat: Sendable {
    let person: Person
    /// The sign-in that the socket lives by.
    let signIn: SignInID
    /// When the right to watch ends; the page then comes back with a renewed token.
    let expiresAt: Instant
    /// The last event the browser saw, or the newest when it asked for what comes.
    let after: LiveCursor
    /// The last unlock it saw; nil for one that does not show them.
    var afterUnlock: LiveCursor?
    /// Whom they may see as the socket opens.
    let audience: Audience
}

/// One browser's live socket: reads on in the hub's log whenever there is news and room to write.
///
/// A browser that takes nothing costs the bytes up to the channel's high watermark and no more. When
/// it has fallen off the log's end it is told to fetch the page's state anew and goes on from there.
final class LiveSocket: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = ByteBuffer

    let seat: LiveSeat
    /// Whom the person may see; who leads whom changes while a page is open.
    private(set) var audience: Audience
    private let sights: Sights?
    private let hub: LiveHub
    /// What agents earn, which comes from another service by a log of its own: one that is late or
    /// gone delays nothing of the other. Nil for a seat that does not show it.
    private let unlocks: LiveHub?
    private var unlockCursor: LiveCursor
    private let pace: LivePace
    private var cursor: LiveCursor
    private var context: ChannelHandlerContext?
    private var loops: [LiveLoop] = []
    private var heartbeat: RepeatedTask?
    private var lastHeard = NIODeadline.now()
    private var isClosing = false
    private let ear: LiveEar?
    /// Said and not answered yet; the first is being heard.
    private var said: [ByteBuffer] = []

    /// - Parameters:
    ///   - unlocks: nil tells of none.
    ///   - ear: nil hears nothing, and takes words for a fault.
    ///   - sights: nil lets the socket see what it saw when it opened.
    init(
        _ seat: LiveSeat, hub: LiveHub, unlocks: LiveHub? = nil, pace: LivePace,
        ear: LiveEar? = nil, sights: Sights? = nil
    ) {
        self.ear = ear
        self.sights = sights
        self.seat = seat
        audience = seat.audience
        self.hub = hub
        self.pace = pace
        cursor = seat.after
        self.unlocks = seat.afterUnlock == nil ? nil : unlocks
        unlockCursor = seat.afterUnlock ?? .start
    }

    // MARK: Out

    /// Writes what is new while the browser takes it; only on the channel's loop.
    func readOn() {
        guard let context, !isClosing else { return }
        readTalk(context)
        readUnlocks(context)
    }

    /// Says whether events come in; only on the channel's loop.
    func tellStanding() {
        guard let context, !isClosing, context.channel.isWritable else { return }
        write(LiveFrames.standing(isConnected: hub.isConnected, at: cursor), context)
    }

    private func readTalk(_ context: ChannelHandlerContext) {
        while context.channel.isWritable {
            switch hub.read(after: cursor, for: audience, limit: pace.entriesPerWrite) {
            case .gone(let resumeAt):
                cursor = resumeAt
                write(LiveFrames.resync(at: resumeAt), context)
            case .entries(let entries, let next):
                cursor = next
                if let batch = joined(entries, context) { write(batch, context) }
                // That was all; what comes next wakes the loop again.
                guard entries.count == pace.entriesPerWrite else { return }
            }
        }
    }

    /// An unlock is news for a while; nobody fetches anything because of one that is gone.
    private func readUnlocks(_ context: ChannelHandlerContext) {
        guard let unlocks else { return }
        while context.channel.isWritable {
            switch unlocks.read(after: unlockCursor, for: audience, limit: pace.entriesPerWrite) {
            case .gone(let resumeAt):
                unlockCursor = resumeAt
            case .entries(let entries, let next):
                unlockCursor = next
                let news = entries.filter { pace.isNews($0.event) }
                if let batch = joined(news, context) { write(batch, context) }
                guard entries.count == pace.entriesPerWrite else { return }
            }
        }
    }

    private func joined(
        _ entries: [LiveHub.Log.Entry], _ context: ChannelHandlerContext
    ) -> ByteBuffer? {
        guard entries.count > 1 else { return entries.first?.frame }
        var batch = context.channel.allocator.buffer(
            capacity: entries.reduce(0) { $0 + $1.frame.readableBytes })
        for entry in entries { batch.writeImmutableBuffer(entry.frame) }
        return batch
    }

    private func write(_ frame: ByteBuffer, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    /// Says why, then closes.
    private func close(_ code: LiveClose, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(LiveFrames.close(code)))
            .whenComplete { _ in channel.close(promise: nil) }
        channel.eventLoop.scheduleTask(in: pace.closesWithin) { channel.close(promise: nil) }
    }

    // MARK: In

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = .now()
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .ping: write(LiveFrames.pong(frame.unmaskedData), context)
        case .connectionClose: close(.normal, context)
        case .text where frame.fin && ear != nil: hear(frame.unmaskedData, context)
        case .text, .binary, .continuation: close(.unexpectedData, context)
        default: break
        }
    }

    /// One after the other, so that what was said first is stored first.
    private func hear(_ words: ByteBuffer, _ context: ChannelHandlerContext) {
        guard said.count < LiveEar.waitingMax else { return close(.tooMuch, context) }
        said.append(words)
        if said.count == 1 { answerNext(context) }
    }

    private func answerNext(_ context: ChannelHandlerContext) {
        guard let words = said.first, let ear, !isClosing else { return }
        context.eventLoop.makeFutureWithTask { [person = seat.person] in
            await ear.answer(words, from: person)
        }.assumeIsolated().whenSuccess { answer in
            self.said.removeFirst()
            // The socket may have gone meanwhile; the message is stored all the same.
            guard let context = self.context, !self.isClosing else { return }
            self.write(answer, context)
            self.answerNext(context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readOn()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close(.protocolError, context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { close(.goingAway, context) }
        // The browser is gone: without this its half of the connection would wait for the silence.
        if (event as? ChannelEvent) == .inputClosed { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loops = [hub, unlocks].compactMap { $0?.loop(of: context.eventLoop) }
        for loop in loops { loop.join(self) }
        hub.socketOpened(for: seat.audience)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        heartbeat = context.eventLoop.scheduleRepeatedTask(
            initialDelay: pace.pingEvery, delay: pace.pingEvery
        ) { _ in bound.value.beat() }
        if !hub.isConnected { tellStanding() }
        readOn()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        heartbeat?.cancel()
        for loop in loops { loop.leave(self) }
        hub.socketClosed(for: seat.audience)
        self.context = nil
    }

    private func beat() {
        guard let context else { return }
        if .now() - lastHeard > pace.silentAfter { return context.close(promise: nil) }
        if pace.now() >= seat.expiresAt || pace.isEnded(seat.signIn) {
            return close(.signInEnded, context)
        }
        if context.channel.isWritable { write(LiveFrames.ping, context) }
        // A script hears no ping: by this it knows that its line is alive.
        tellStanding()
        readOn()
        lookWhoIsInSight(context)
    }

    /// Somebody whose sight has changed fetches the page's state anew.
    private func lookWhoIsInSight(_ context: ChannelHandlerContext) {
        guard let sights, seat.person.role == .manager else { return }
        context.eventLoop.makeFutureWithTask { [person = seat.person] in
            await sights.audience(of: person)
        }.assumeIsolated().whenSuccess { audience in
            guard let audience, audience != self.audience, let context = self.context,
                !self.isClosing
            else { return }
            self.audience = audience
            self.write(LiveFrames.resync(at: self.cursor), context)
        }
    }
}
