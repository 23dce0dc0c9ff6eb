/// One address of a target: its connections, what is under way on them, what it is believed to
/// be like.
///
///     connecting ──opened──▶ ready ──all connections gone──▶ connecting
///         └──failed──▶ failing ──opened──▶ ready
package struct Subchannel: Sendable {
    struct Connection: Sendable {
        let id: Int
        /// Calls that the server grants to it.
        let room: Int
        var inFlight = 0
    }

    package let endpoint: Endpoint
    /// What a routing key's hash is mixed with.
    let hash: UInt64
    var connections: [Connection] = []
    package internal(set) var inFlight = 0
    var latency: PeakEWMA
    package internal(set) var ejection = Ejection()
    /// The last attempt to connect failed, and none has succeeded since.
    var isFailing = false
    /// The resolver no longer names it: gone once nothing is under way.
    var isRetired = false
    /// Gone: its place is for another address.
    package internal(set) var isFree = false
    /// Another connection to a hot address is being made.
    private(set) var isOpeningAnother = false
    private var lags = (count: 0, since: Deadline(uptimeNanoseconds: 0))

    init(_ endpoint: Endpoint, _ limits: ClientLimits) {
        self.endpoint = endpoint
        hash = endpoint.description.stableHash
        latency = PeakEWMA(limits)
    }

    var isReady: Bool { !isRetired && !connections.isEmpty }
    var cost: Double { latency.cost(inFlight: inFlight) }

    mutating func opened(_ connection: Int, room: Int) {
        isFailing = false
        // The first is never another one; the rest are only made when asked for.
        if !connections.isEmpty { isOpeningAnother = false }
        connections.append(Connection(id: connection, room: max(1, room)))
    }

    mutating func left(_ connection: Int) { connections.removeAll { $0.id == connection } }

    mutating func anotherFailed() { isOpeningAnother = false }

    /// The connection with the fewest calls takes one more; its id.
    mutating func takeCall() -> Int {
        var place = 0
        for other in connections.indices.dropFirst()
        where connections[other].inFlight < connections[place].inFlight { place = other }
        connections[place].inFlight += 1
        inFlight += 1
        return connections[place].id
    }

    mutating func callEnded(on connection: Int) {
        inFlight -= 1
        assert(inFlight >= 0, "each attempt ends once")
        guard let place = connections.firstIndex(where: { $0.id == connection }) else { return }
        connections[place].inFlight -= 1
    }

    /// True once when every connection is nearly full: another one should be made.
    mutating func asksForAnother(_ limits: ClientLimits) -> Bool {
        guard connections.allSatisfy({ $0.isNearlyFull(limits) }) else { return false }
        return beginAnother(limits)
    }

    /// A connection's event loop was late. True when it has been so often: another should be made.
    mutating func lagged(at now: Deadline, _ limits: ClientLimits) -> Bool {
        guard inFlight >= limits.busyCalls * connections.count else { return false }
        if now - lags.since > .seconds(1) { lags = (0, now) }
        lags.count += 1
        guard lags.count >= limits.laggingTicks else { return false }
        lags.count = 0
        return beginAnother(limits)
    }

    private mutating func beginAnother(_ limits: ClientLimits) -> Bool {
        guard isReady, !isOpeningAnother, connections.count < limits.connectionsPerAddress else {
            return false
        }
        isOpeningAnother = true
        return true
    }
}

extension Subchannel.Connection {
    func isNearlyFull(_ limits: ClientLimits) -> Bool {
        Double(inFlight) >= limits.fullShare * Double(room)
    }
}
