import NIOCore
import NIOSSL
import NIOTLS
import RPC

/// Owns the bytes of one connection: cuts frames, merges what a tick writes, keeps time.
///
/// Everything in it happens on the connection's event loop, which is what makes the unchecked
/// `Sendable` right: the only things other threads do with it is to hand it back to that loop.
final class ConnectionHandler<Driver: ConnectionDriver>: ChannelInboundHandler, @unchecked Sendable
{
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase { case handshaking, greeting, open, closed }

    let loop: any EventLoop
    let driver: Driver
    let limits: Limits
    // What every frame touches is checked for exclusive access in debug builds, where the tests
    // run; only the loop gets here, so a release build leaves out what was a tenth of a call.

    /// The frames of this tick, which go to TLS as one write.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var out = ByteBuffer()
    /// The memory of the write before; a quiet connection lets go of it.
    private var spare = ByteBuffer()
    private var context: ChannelHandlerContext?
    private var phase = Phase.handshaking
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var decoder: FrameDecoder
    private let readsCompressed: Bool
    private var budget: AbnormalBudget
    private var keepAlive: KeepAlive
    private var heard = Deadline.now
    /// When TCP was up.
    private(set) var connectedAt: Deadline?
    private var pingedByPeer: Deadline?
    private var frameBegan: Deadline?
    private var isReading = false
    private var isFlushScheduled = false
    private var isTurnScheduled = false
    private var timer: Scheduled<Void>?
    private let trustDomain: String
    /// Writes down what crosses this connection; nil unless somebody looks for a fault.
    var recorder: FrameRecorder?

    /// `readsCompressed` when the driver's HELLO says so.
    init(
        driver: Driver, loop: any EventLoop, limits: Limits, trustDomain: String,
        readsCompressed: Bool
    ) {
        self.driver = driver
        self.loop = loop
        self.limits = limits
        self.trustDomain = trustDomain
        self.readsCompressed = readsCompressed
        decoder = FrameDecoder(
            bodyByteCountMax: limits.frameBytes, readsCompressed: readsCompressed)
        budget = AbnormalBudget(limits, at: .now)
        keepAlive = KeepAlive(limits)
    }

    var isOpen: Bool { phase == .open }

    // MARK: - Writing

    /// What was written to `out` goes out at the end of this tick.
    func flushSoon() {
        guard !isReading, !isFlushScheduled, phase != .closed else { return }
        isFlushScheduled = true
        loop.execute {
            self.isFlushScheduled = false
            self.flush()
        }
    }

    /// Sends what waits as one write; keeps it while the socket takes no more.
    func flush() {
        guard let context, phase != .closed else { return }
        let isWritable = context.channel.isWritable
        if isWritable { driver.writeTurn() }
        // A call may end with nothing more to write.
        guard out.readableBytes > 0 else { return driver.flushed() }
        guard isWritable else {
            if out.readableBytes > limits.unwrittenBytes { close(.peerDoesNotRead) }
            return
        }
        send(to: context)
        switch driver.nextTurn() {
        case .none: break
        case .atOnce: flush()
        case .afterPause: flushAfterPause()
        }
    }

    private func send(to context: ChannelHandlerContext) {
        // Writing may come back here through a change of writability: `out` must be empty by then.
        var sending = spare
        spare = ByteBuffer()
        swap(&sending, &out)
        recorder?.record(.sent, sending)
        context.writeAndFlush(wrapOutboundOut(sending), promise: nil)
        sending.clear()
        if sending.capacity <= 8 * limits.frameBytes { spare = sending }
        driver.flushed()
    }

    /// Goes on with what waits for its turn, if nothing else brings one before.
    private func flushAfterPause() {
        guard !isTurnScheduled else { return }
        isTurnScheduled = true
        loop.scheduleTask(in: Limits.turnPause.amount) {
            self.isTurnScheduled = false
            self.flush()
        }
    }

    /// Pays for something that honest peers do rarely.
    func spend(_ price: Int = 1, at now: Deadline) throws(ProtocolFault) {
        try budget.spend(price, at: now)
    }

    // MARK: - Closing

    /// Ends the connection because of what the peer did, and tells it so.
    func close(_ fault: ProtocolFault) {
        close(GoAway(lastStream: 0, code: fault.code, reason: "\(fault)"))
    }

    /// Ends the connection with a last GOAWAY.
    func close(_ goAway: GoAway) {
        guard let context, phase != .closed else { return }
        var last = out
        out = ByteBuffer()
        last.writeGoAway(goAway)
        recorder?.record(.sent, last)
        context.writeAndFlush(wrapOutboundOut(last), promise: nil)
        finish(goAway.reason)
    }

    /// Ends the connection with a last GOAWAY once everything before it has left this process.
    func closeWhenWritten(_ goAway: GoAway) {
        guard let context, phase != .closed else { return }
        var last = out
        out = ByteBuffer()
        last.writeGoAway(goAway)
        recorder?.record(.sent, last)
        context.writeAndFlush(wrapOutboundOut(last)).whenComplete { _ in
            self.finish(goAway.reason)
        }
    }

    private func finish(_ reason: String) {
        guard phase != .closed else { return }
        phase = .closed
        timer?.cancel()
        timer = nil
        decoder = FrameDecoder(
            bodyByteCountMax: limits.frameBytes, readsCompressed: readsCompressed)
        driver.closed(reason)
        context?.close(promise: nil)
        context = nil
    }

    // MARK: - What the channel tells

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        timer = loop.scheduleTask(in: limits.helloTimeout.amount) { [weak self] in
            self?.finish("no TLS and HELLO within helloTimeout")
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted(let spoken)? = event as? TLSUserEvent, phase == .handshaking {
            greet(context, speaking: spoken)
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func greet(_ context: ChannelHandlerContext, speaking spoken: String?) {
        // Bytes that were meant for another protocol must not be taken for ours (RFC 7301 §3.2).
        guard spoken == TLSMaterial.protocolName else {
            driver.peerRefused(.wrongProtocol)
            let reason = "TLS was not told by ALPN to carry \(TLSMaterial.protocolName)"
            return close(GoAway(lastStream: 0, code: .unauthenticated, reason: reason))
        }
        do {
            let tls = try context.pipeline.syncOperations.handler(type: NIOSSLHandler.self)
            guard let certificate = tls.peerCertificate else {
                throw IdentityError(description: "the peer has no certificate")
            }
            let name = try SPIFFEName(
                ofCertificate: certificate.toDERBytes(), in: trustDomain)
            let hello = try driver.handshakeEnded(peer: name)
            phase = .greeting
            out.writeHello(hello)
            flush()
        } catch {
            driver.peerRefused(.wrongName)
            close(GoAway(lastStream: 0, code: .unauthenticated, reason: "\(error)"))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase != .closed else { return }
        isReading = true
        let now = Deadline.now
        heard = now
        let arrived = unwrapInboundIn(data)
        recorder?.record(.received, arrived)
        decoder.append(arrived)
        do throws(ProtocolFault) {
            while phase != .closed, let frame = try decoder.next() {
                frameBegan = nil
                try received(frame, at: now)
            }
        } catch {
            close(error)
        }
        frameBegan = decoder.isInsideFrame ? frameBegan ?? now : nil
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        decoder.release()
        isReading = false
        flush()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { flush() }
        context.fireChannelWritabilityChanged()
    }

    func channelActive(context: ChannelHandlerContext) {
        connectedAt = .now
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish("the connection was closed by the peer")
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish("the connection was not made")
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish("\(error)")
    }

    private func received(_ frame: Frame, at now: Deadline) throws(ProtocolFault) {
        switch phase {
        case .open where frame.type == .ping:
            try pinged(frame, at: now)
        case .open:
            try driver.received(frame, at: now)
        case .greeting where frame.type == .hello:
            let hello = try Hello(checking: frame.body.unread)
            phase = .open
            timer?.cancel()
            driver.greeted(by: hello)
            keepTime()
        case .greeting where frame.type == .goAway:
            finish(try GoAway(reading: frame.body).reason)
        case .greeting, .handshaking:
            throw .unexpected(frame.type)
        case .closed:
            break
        }
    }

    // MARK: - Time

    private func pinged(_ frame: Frame, at now: Deadline) throws(ProtocolFault) {
        var body = frame.body
        guard let token = body.readInteger(as: UInt64.self), body.readableBytes == 0 else {
            throw .malformed(.ping)
        }
        guard !frame.flags.contains(.ack) else { return driver.pingAnswered(token) }
        let tooSoon = pingedByPeer.map { now - $0 < limits.shortestPingInterval } ?? false
        pingedByPeer = now
        if tooSoon { try spend(at: now) }
        out.writePing(token, isAnswer: true)
    }

    /// Asks a quiet peer for a sign of life and gives up a dead one.
    private func keepTime() {
        let now = Deadline.now
        if now - heard >= limits.pingInterval { spare = ByteBuffer() }
        if let frameBegan, now - frameBegan > limits.frameTimeout {
            return close(GoAway(lastStream: 0, code: .deadlineExceeded, reason: "frameTimeout"))
        }
        switch keepAlive.checked(at: now, heard: heard) {
        case .wait(let until):
            lookAgain(at: until)
        case .ping(let token, let until):
            out.writePing(token, isAnswer: false)
            flushSoon()
            lookAgain(at: until)
        case .giveUp:
            finish("no sign of life within pingTimeout")
        }
    }

    private func lookAgain(at deadline: Deadline) {
        guard phase == .open else { return }
        timer = loop.scheduleTask(deadline: deadline.nio) { [weak self] in self?.keepTime() }
    }
}

extension Deadline {
    var nio: NIODeadline { .uptimeNanoseconds(uptimeNanoseconds) }
}

extension Duration {
    var amount: TimeAmount { TimeAmount(self) }
}
