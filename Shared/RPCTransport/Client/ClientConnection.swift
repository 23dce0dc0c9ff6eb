import Compression
import Logging
import NIOCore
import RPC

/// One connection on the calling side: its streams and the calls that wait for them.
///
/// Calls come from any task through the mailbox; everything else is confined to the event loop,
/// hence the unchecked `Sendable`.
final class ClientConnection: @unchecked Sendable {
    let loop: any EventLoop
    let target: String
    let limits: Limits
    let compression: MessageCompression?
    /// How messages for the server are compressed; set by its HELLO, before anybody may post.
    var outgoing: OutgoingCompression?
    /// `deadlineMargin` in nanoseconds.
    private let margin: UInt64
    /// Calls that wait longer than this for the loop are told of.
    private let loopLag: Duration
    let events: Events
    let mailbox = Mailbox<ClientCommand>()
    /// When TCP was up; set before anybody may post.
    var connectedAt: Deadline?
    /// Set right after the handler exists; gone when the connection is over.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var handler: ConnectionHandler<ClientConnection>?
    private var spare: [ClientCommand] = []
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var streams: ClientStreams
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var calls: [PendingCall?] = []
    /// Those for which the server has no room now.
    var line = SlotLine()
    var methods: [String: UInt16] = [:]
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var deadlines = DeadlineTimer()
    var isLeaving = false

    /// What its owner wants to know.
    struct Events: Sendable {
        /// HELLO has come: calls may be posted.
        var opened: @Sendable (Hello) -> Void
        /// No new call should be posted.
        var leaving: @Sendable () -> Void
        /// Calls had to wait long for the event loop.
        var lagging: @Sendable () -> Void
        var closed: @Sendable (String) -> Void
        /// Nobody may be called on it: TLS has failed, or the peer is not who it should be.
        var refused: @Sendable (HandshakeFailure) -> Void
    }

    init(
        target: String, loop: any EventLoop, limits: Limits, compression: MessageCompression?,
        loopLag: Duration, events: Events
    ) {
        self.compression = compression
        self.target = target
        self.loop = loop
        self.limits = limits
        margin = UInt64(max(0, limits.deadlineMargin / .nanoseconds(1)))
        self.loopLag = loopLag
        self.events = events
        // Nothing may be opened until HELLO says what the server bears.
        streams = ClientStreams(peer: PeerLimits(limits, serves: false), limits: limits)
    }

    // MARK: - From any task

    /// False when the connection is over and nothing was posted.
    func post(_ command: ClientCommand) -> Bool {
        switch mailbox.post(command) {
        case .wakeLoop:
            let posted = Deadline.now
            loop.execute { self.readMailbox(posted: posted) }
            return true
        case .alreadyAwake: return true
        case .closed: return false
        }
    }

    /// Starts `call` here and waits for what `register` is resumed with. A task that is cancelled
    /// cancels the call.
    nonisolated(nonsending) func handOver<Answer: Sendable>(
        _ call: PendingCall, _ register: (UnsafeContinuation<Answer, Never>) -> Void
    ) async -> Answer {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                register(continuation)
                guard post(.start(call)) else {
                    return call.end(
                        .notProcessed(RPCError(.unavailable, "the connection is gone")))
                }
                // A cancellation that came before the post has found nothing to cancel.
                if Task.isCancelled { _ = post(.cancel(call)) }
            }
        } onCancel: {
            _ = post(.cancel(call))
        }
    }

    private func readMailbox(posted: Deadline) {
        let now = Deadline.now
        if now - posted > loopLag { events.lagging() }
        var commands = mailbox.takeAll(spare: spare)
        for command in commands { obey(command, at: now) }
        commands.removeAll(keepingCapacity: commands.count <= 1_024)
        spare = commands
        handler?.flush()
    }

    private func obey(_ command: ClientCommand, at now: Deadline) {
        guard let handler, handler.isOpen else { return failUnsent(command) }
        switch command {
        case .start(let call): start(call, at: now)
        case .cancel(let call): cancel(call)
        case .write(let call, let message):
            guard let slot = call.slot else { return }
            let charge = ReceiveCredit.charge(for: message.bytes.count)
            call.sentByteCount += message.messageByteCount
            if streams.messageWritten(message, slot: slot, token: charge, out: &handler.out) {
                call.sender?.written(charge)
            } else {
                call.clock.blocked(at: now)
            }
        case .finish(let call):
            guard let slot = call.slot else { return }
            streams.requestsEnded(slot, out: &handler.out)
        case .consumed(let call, let charge):
            guard call.slot != nil else { return }
            streams.consumed(charge, stream: call.stream, out: &handler.out)
        case .leave:
            leave()
            closeIfLeft()
        case .close:
            handler.close(GoAway(lastStream: 0, code: .ok, reason: "closed by the client"))
        }
    }

    func failUnsent(_ command: ClientCommand) {
        guard case .start(let call) = command else { return }
        call.end(.notProcessed(lost("it was closed before the call was sent")))
    }

    // MARK: - Calls

    func start(_ call: PendingCall, at now: Deadline) {
        let name = call.method.name
        if call.isCancelled { return call.end(.failed(.cancelled(name))) }
        if isLeaving || streams.isUsedUp() {
            leave()
            call.end(.notProcessed(lost("the server is draining")))
            return closeIfLeft()
        }
        guard let method = methods[name] else {
            return call.end(.failed(.unimplemented(name, by: target)))
        }
        guard streams.hasRoom() else { return standInLine(call, at: now) }
        var microseconds: UInt64 = 0
        if let deadline = call.outgoing.deadline {
            let left = deadline.microsecondsLeft(
                at: now, keepingNanoseconds: margin, ofParts: limits.deadlineMarginParts)
            guard left > 0 else { return call.end(.failed(.deadlineExceeded(name))) }
            microseconds = left
            arm(deadline)
        }
        open(
            call,
            RequestHead(method: method, timeoutMicroseconds: microseconds, header: call.header),
            at: now)
    }

    private func open(_ call: PendingCall, _ head: RequestHead, at now: Deadline) {
        guard let handler else { return failUnsent(.start(call)) }
        let (deadline, most) = (call.outgoing.deadline, call.method.maximumMessageBytes)
        let slot =
            call.sender == nil
            ? streams.open(
                head, message: call.message, deadline: deadline,
                messageByteCountMax: most, out: &handler.out)
            : streams.openStreaming(
                head, deadline: deadline, messageByteCountMax: most, out: &handler.out)
        call.slot = slot
        call.stream = streams.stream(of: slot)
        while calls.count <= slot { calls.append(nil) }
        calls[slot] = call
        call.clock.opened(at: now)
        if streams.isBlocked(slot) { call.clock.blocked(at: now) }
        call.opened()
    }

    private func cancel(_ call: PendingCall) {
        call.isCancelled = true
        let passed = call.outgoing.deadline?.hasPassed ?? false
        let name = call.method.name
        guard let slot = call.slot else {
            guard line.remove(call, at: .now) else { return }
            return call.end(.failed(passed ? noRoom(for: call) : .cancelled(name)))
        }
        give(up: slot, passed ? .unanswered(name, by: target) : .cancelled(name))
    }

    /// Ends an open call from this side.
    private func give(up slot: Int, _ error: RPCError) {
        guard let handler, let call = taken(slot) else { return }
        streams.cancelled(slot: slot, error.code, out: &handler.out)
        handler.flushSoon()
        call.end(.failed(error))
        slotFreed(at: .now)
    }

    func taken(_ slot: Int) -> PendingCall? {
        let call = calls[slot]
        calls[slot] = nil
        call?.slot = nil
        return call
    }

    func arm(_ deadline: Deadline?) {
        guard let deadline, deadlines.isLate(for: deadline) else { return }
        deadlines.arm(deadline, on: loop) { [weak self] in self?.deadlinePassed() }
    }

    private func deadlinePassed() {
        deadlines.disarm()
        // A timer that is due in the tick in which the connection closes still fires after that.
        guard handler != nil else { return }
        let now = Deadline.now
        for call in line.removeExpired(at: now) {
            call.end(.failed(noRoom(for: call)), at: now)
        }
        for slot in streams.expired(at: now) {
            give(up: slot, .unanswered(calls[slot]?.method.name ?? "", by: target))
        }
        arm(streams.earliestDeadline)
        arm(line.earliestDeadline)
    }

    /// What this connection holds; called on its loop.
    var census: Census {
        var census = streams.census
        census.timers = deadlines.isArmed ? 1 : 0
        census.bytes += handler?.out.readableBytes ?? 0
        census.calls = max(census.calls, calls.count { $0 != nil }) + line.count
        return census
    }
}
