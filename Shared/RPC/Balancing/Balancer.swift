import Identifiers

/// Decides which server of a target takes a call: the state of all its addresses in one struct.
///
/// Addresses come from a resolver, connections from connectors, outcomes from calls; what to call
/// on goes out as a `Ticket`, which comes back exactly once with its `Outcome`. Time comes in,
/// chance comes from the seed. There are no timers: ejections and intervals end when the next
/// event finds them over.
///
/// Bad events: a ticket that comes back twice is our bug (assert); connections and failures of
/// addresses that have been retired are late and legal.
package struct Balancer: Sendable {
    /// What the driver must do.
    package enum Action: Equatable, Sendable {
        case connect(slot: Int, Endpoint)
        /// Connect no more; connections close once their calls have ended.
        case retire(slot: Int)
    }

    /// One attempt that is under way.
    package struct Ticket: Equatable, Sendable {
        package let slot: Int
        package let connection: Int
        package let began: Deadline
        /// The breaker waits for this one.
        package let isProbe: Bool
        /// Its address is hot: the driver makes one more connection to it.
        package let opensAnother: Bool
    }

    package enum Choice: Equatable, Sendable {
        case call(Ticket)
        /// No server is ready yet.
        case wait
        case failFast(retryAfter: Duration)
    }

    package private(set) var breaker: CircuitBreaker
    package var budget: RetryBudget
    /// One for each address, in places that are used again; a ticket names its place.
    package internal(set) var slots: [Subchannel] = []
    /// The slots to choose from: ready and not ejected, or all that are ready in a panic.
    package internal(set) var usable: [Int] = []
    package internal(set) var isPanicking = false
    let limits: ClientLimits
    var random: SplitMix64
    var nextReview: Deadline?
    var intervalEnd: Deadline?
    /// The resolver has told something, be it that it found nothing.
    private var hasHeard = false

    package init(_ limits: ClientLimits, seed: UInt64) {
        self.limits = limits
        random = SplitMix64(seed: seed)
        breaker = CircuitBreaker(limits)
        budget = RetryBudget(limits)
    }

    // MARK: - Addresses

    /// The resolver says that these are all addresses; an empty list changes nothing, since a
    /// name that is briefly not resolved must not cut a working mesh.
    package mutating func resolved(_ endpoints: [Endpoint]) -> [Action] {
        hasHeard = true
        guard !endpoints.isEmpty else { return [] }
        let wanted = endpoints.prefix(limits.addresses)
        var actions: [Action] = []
        for slot in live where !wanted.contains(slots[slot].endpoint) {
            retire(slot)
            actions.append(.retire(slot: slot))
        }
        var known = Set(live.map { slots[$0].endpoint })
        for endpoint in wanted where known.insert(endpoint).inserted {
            actions.append(.connect(slot: add(endpoint), endpoint))
        }
        reconsider()
        return actions
    }

    /// The resolver found nothing out: what was known stays.
    package mutating func resolutionFailed() { hasHeard = true }

    private mutating func add(_ endpoint: Endpoint) -> Int {
        let subchannel = Subchannel(endpoint, limits)
        if let free = slots.firstIndex(where: { $0.isFree }) {
            slots[free] = subchannel
            return free
        }
        slots.append(subchannel)
        return slots.count - 1
    }

    private mutating func retire(_ slot: Int) {
        slots[slot].isRetired = true
        slots[slot].connections = []
        freeIfDone(slot)
    }

    private mutating func freeIfDone(_ slot: Int) {
        if slots[slot].isRetired, slots[slot].inFlight == 0 { slots[slot].isFree = true }
    }

    /// Slots of addresses that the resolver names. O(slots).
    package var live: [Int] {
        slots.indices.filter { !slots[$0].isRetired }
    }

    // MARK: - Connections

    /// A connection can take calls; `room` is how many the server grants it.
    ///
    /// False when the slot has meanwhile been given to another address.
    package mutating func opened(
        _ connection: Int, slot: Int, endpoint: Endpoint, room: Int
    ) -> Bool {
        guard isLive(slot, endpoint) else { return false }
        slots[slot].opened(connection, room: room)
        reconsider()
        return true
    }

    /// A connection takes no more calls.
    package mutating func left(_ connection: Int, slot: Int) {
        guard isLive(slot) else { return }
        slots[slot].left(connection)
        reconsider()
    }

    /// Every connection that takes calls, and its slot. O(connections).
    package var openConnections: [(number: Int, slot: Int)] {
        live.flatMap { slot in slots[slot].connections.map { ($0.id, slot) } }
    }

    /// An attempt to connect failed; `another` when it was a further connection to a hot address.
    package mutating func failed(slot: Int, endpoint: Endpoint, another: Bool) {
        guard isLive(slot, endpoint) else { return }
        if another { return slots[slot].anotherFailed() }
        if slots[slot].connections.isEmpty { slots[slot].isFailing = true }
    }

    /// A connection's event loop was late; true when the driver should make another connection.
    package mutating func lagged(slot: Int, endpoint: Endpoint, at now: Deadline) -> Bool {
        guard isLive(slot, endpoint) else { return false }
        return slots[slot].lagged(at: now, limits)
    }

    /// Every address has failed to connect, or there is none: whoever does not want to wait need not.
    package var isHopeless: Bool {
        hasHeard && usable.isEmpty && live.allSatisfy { slots[$0].isFailing }
    }

    func isLive(_ slot: Int) -> Bool {
        slots.indices.contains(slot) && !slots[slot].isRetired
    }

    private func isLive(_ slot: Int, _ endpoint: Endpoint) -> Bool {
        isLive(slot) && slots[slot].endpoint == endpoint
    }

    // MARK: - Calls

    /// A call, or a further attempt of one, looks for a server.
    ///
    /// Calls with the same `key` go to the same server while it is well and not overloaded;
    /// `avoided` is where the call failed before, taken only if there is no other.
    package mutating func picked(
        key: UInt64? = nil, avoiding avoided: Int? = nil, at now: Deadline
    ) -> Choice {
        review(at: now)
        guard let slot = choose(key: key, avoiding: avoided) else { return .wait }
        let isProbe: Bool
        switch breaker.callRequested(at: now) {
        case .call: isProbe = false
        case .probe: isProbe = true
        case .failFast(let retryAfter): return .failFast(retryAfter: retryAfter)
        }
        let connection = slots[slot].takeCall()
        return .call(
            Ticket(
                slot: slot, connection: connection, began: now, isProbe: isProbe,
                opensAnother: slots[slot].asksForAnother(limits)))
    }

    /// An attempt has ended. `measures` is false for streams, whose length is no latency.
    package mutating func ended(
        _ ticket: Ticket, _ outcome: Outcome, measures: Bool = true, at now: Deadline
    ) {
        slots[ticket.slot].callEnded(on: ticket.connection)
        if measures { measure(ticket, outcome, at: now) }
        breaker.attemptEnded(
            isFailure: outcome.opensBreaker(limits), isProbe: ticket.isProbe, at: now)
        judge(ticket.slot, isFailure: outcome.isFailure(limits), at: now)
        freeIfDone(ticket.slot)
    }

    /// A server that fails fast must not look fast: only what it served pulls its latency down.
    private mutating func measure(_ ticket: Ticket, _ outcome: Outcome, at now: Deadline) {
        let elapsed = Double(now.nanoseconds(since: ticket.began))
        if outcome == .served {
            slots[ticket.slot].latency.observed(nanoseconds: elapsed, at: now)
        } else {
            slots[ticket.slot].latency.exceeded(nanoseconds: elapsed, at: now)
        }
    }
}
