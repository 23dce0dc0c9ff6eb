import Compression
import Logging
import NIOCore
import RPC
import Synchronization
import Wire

/// The servers of one client: which are connected, who waits for one, what each is like.
///
/// What decides is `Balancer`; this class holds its lock and does what it says.
final class ClientCore: Sendable {
    /// Where an attempt goes; handed back with `ended`, once.
    struct Placement {
        let ticket: Balancer.Ticket
        let connection: ClientConnection
    }

    struct State {
        var balancer: Balancer
        var connections: [Int: ClientConnection] = [:]
        var nextConnection = 0
        /// By slot: the one that stays connected, then those of a hot address.
        var connectors: [Int: [Connector]] = [:]
        /// Those of addresses that are no longer named, until their calls have ended.
        var retiring: [Connector] = []
        var waiters = Waiters()
        var latencies: [String: LatencyHistogram] = [:]
        var lastFailure: [Endpoint: String] = [:]
        var resolutionFailure: String?
        var isStarted = false
        var isClosed = false
    }

    let target: String
    let limits: Limits
    let clientLimits: ClientLimits
    /// Nil neither reads nor sends what is compressed.
    let compression: MessageCompression?
    let group: any EventLoopGroup
    let logger: Logger
    let contexts: TLSContexts
    let observer: (any CallObserver)?
    /// Nil writes no frames down, which is the rule.
    let capture: FrameCapture?
    let resolver: any Resolver
    let state: Mutex<State>

    init(
        target: String, limits: Limits, clientLimits: ClientLimits,
        compression: MessageCompression?, group: any EventLoopGroup,
        logger: Logger, contexts: TLSContexts, resolver: any Resolver,
        observer: (any CallObserver)?, capture: FrameCapture?
    ) {
        self.target = target
        self.limits = limits
        self.clientLimits = clientLimits
        self.compression = compression
        self.group = group
        self.logger = logger
        self.contexts = contexts
        self.resolver = resolver
        self.observer = observer
        self.capture = capture
        state = Mutex(
            State(balancer: Balancer(clientLimits, seed: .random(in: 0 ... .max))))
    }

    // MARK: - Calls

    /// A server for an attempt: at once, or when one is ready within the call's patience.
    ///
    /// `avoided` is the slot where the call failed before, nil for its first attempt.
    nonisolated(nonsending) func placed(
        _ call: OutgoingCall, isFirst: Bool = true, avoiding avoided: Int? = nil,
        _ clock: inout CallClock
    ) async throws(RPCError) -> Placement {
        let key = call.options.routingKey?.stableHash
        var patience: Patience?
        while true {
            if let placement = try place(key, isFirst: isFirst, avoiding: avoided) {
                if let patience {
                    let connected = placement.connection.connectedAt
                    clock.waited(from: patience.began, connected: connected, until: .now)
                }
                return placement
            }
            start()
            let wait = patience ?? Patience(call, limits)
            patience = wait
            do throws(RPCError) {
                try await waitForConnection(call, wait)
            } catch {
                clock.waited(from: wait.began, connected: nil, until: .now)
                throw error
            }
        }
    }

    /// Nil when no server is ready.
    private func place(
        _ key: UInt64?, isFirst: Bool, avoiding avoided: Int?
    ) throws(RPCError) -> Placement? {
        let now = Deadline.now
        let (choice, connection) = state.withLock { state in
            let choice = state.balancer.picked(key: key, avoiding: avoided, at: now)
            guard case .call(let ticket) = choice else { return (choice, ClientConnection?.none) }
            if isFirst { state.balancer.budget.callBegan(at: now) }
            return (choice, state.connections[ticket.connection])
        }
        switch choice {
        case .wait: return nil
        case .failFast(let retryAfter): throw breakerOpen(retryAfter)
        case .call(let ticket):
            if ticket.opensAnother { openAnother(ticket.slot) }
            guard let connection else {
                preconditionFailure("a connection leaves the balancer and this table together")
            }
            return Placement(ticket: ticket, connection: connection)
        }
    }

    /// An attempt has ended, of which `clock` kept the time.
    func ended(_ placement: Placement, _ end: CallEnd, _ clock: CallClock, measures: Bool = true) {
        let now = Deadline.now
        let outcome: Outcome
        switch end {
        case .answered: outcome = .served
        case .notProcessed: outcome = .unknown
        case .failed(let error):
            let told = Outcome(
                error, from: target, wasSent: true, elapsed: clock.timeWithPeer(at: now))
            // A stream that lasts until its deadline does what it should.
            if !measures, case .silent = told { outcome = .unknown } else { outcome = told }
        }
        state.withLock {
            $0.balancer.ended(placement.ticket, outcome, measures: measures, at: now)
        }
    }

    /// What follows an attempt that failed; `wasSent` unless it certainly reached no handler.
    func next(
        after error: RPCError, wasSent: Bool, _ attempts: inout CallAttempts
    ) -> CallAttempts.Action {
        let (now, chance) = (Deadline.now, Double.random(in: 0..<1))
        return state.withLock {
            attempts.failed(
                error, from: target, wasSent: wasSent, chance: chance, budget: &$0.balancer.budget,
                at: now)
        }
    }

    private func breakerOpen(_ retryAfter: Duration) -> RPCError {
        RPCError(
            .unavailable,
            "most calls of \(target) fail; its breaker is open (breakerShare, breakerCalls)",
            details: [.reason("breaker_open"), .retryAfter(retryAfter)])
    }
}

extension ClientCore {
    // MARK: - Hedging

    /// When a second attempt of `call` is due; nil as long as its method was not measured enough.
    func hedgeDelay(of call: OutgoingCall) -> Duration? {
        switch call.options.hedging {
        case .never: return nil
        case .after(let delay): return max(delay, clientLimits.shortestHedge)
        case .percentile(let share):
            let latency = state.withLock {
                $0.latencies[call.method.name]?.percentile(
                    share, atLeast: clientLimits.hedgingCalls)
            }
            return latency.map { max($0, clientLimits.shortestHedge) }
        }
    }

    /// The first attempt of a call that hedges by percentile took this long, or that at least.
    func measured(_ latency: Duration, of method: String) {
        state.withLock { state in
            guard
                state.latencies[method] != nil
                    || state.latencies.count < clientLimits.hedgedMethods
            else { return }
            state.latencies[method, default: LatencyHistogram()].observed(latency)
        }
    }

    /// Takes a hedge out of the budget.
    func mayHedge() -> Bool { state.withLock { $0.balancer.budget.spend(at: .now) } }

    // MARK: - Headers

    /// The header of a call, once its sizes are within their limits.
    func header(for call: OutgoingCall, attempt: UInt = 0) throws(RPCError) -> ByteBuffer {
        if let refusal = limits.refusal(of: call.metadata) { throw refusal }
        guard call.message.count <= call.method.maximumMessageBytes else {
            throw call.method.tooLong("request", call.message.count)
        }
        if attempt == 0, call.context == nil, call.metadata.isEmpty {
            return call.isRepeatedAbove ? CallHeader.repeatedOnly : ByteBuffer()
        }
        guard let header = CallHeader(call, attempt: attempt) else { return ByteBuffer() }
        let buffer = header.wireBuffer()
        guard buffer.readableBytes <= Limits.headerBytes else {
            throw .limitMet(
                "headerBytes", Limits.headerBytes,
                "the header of \(call.method.name) has \(buffer.readableBytes) bytes")
        }
        return buffer
    }
}
