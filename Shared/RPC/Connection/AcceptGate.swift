/// Decides which connections a server takes, before a byte of them is read.
///
/// Peers that have not said who they are hold the least that can be held: few at a time, fewer from
/// one address. Known ones are bounded by number, and an address by a part of it, so that one host
/// does not keep the others out. Bad events: a connection that closes without having arrived is our
/// bug.
///
/// `Source` is an address, or the part of it that one host can choose freely.
package struct AcceptGate<Source: Hashable & Sendable>: Sendable {
    private struct Use: Sendable {
        var unknown = 0
        var known = 0
    }

    private let limits: Limits
    private var uses: [Source: Use] = [:]
    private var total = Use()

    package init(_ limits: Limits) { self.limits = limits }

    /// Connections of both kinds.
    package var count: Int { total.unknown + total.known }

    /// A connection arrived; nil takes it, otherwise the name of the limit that refuses it.
    package mutating func arrived(from source: Source) -> String? {
        let use = uses[source] ?? Use()
        if count >= limits.connections { return "connections" }
        if use.unknown + use.known >= limits.connectionsPerAddress {
            return "connectionsPerAddress"
        }
        if total.unknown >= limits.handshakes { return "handshakes" }
        if use.unknown >= limits.handshakesPerAddress { return "handshakesPerAddress" }
        uses[source, default: Use()].unknown += 1
        total.unknown += 1
        return nil
    }

    /// Its peer is known now.
    package mutating func opened(from source: Source) {
        uses[source, default: Use()].unknown -= 1
        uses[source, default: Use()].known += 1
        total.unknown -= 1
        total.known += 1
    }

    package mutating func closed(from source: Source, wasKnown: Bool) {
        guard var use = uses[source] else { return assertionFailure("closed without arriving") }
        use.known -= wasKnown ? 1 : 0
        use.unknown -= wasKnown ? 0 : 1
        total.known -= wasKnown ? 1 : 0
        total.unknown -= wasKnown ? 0 : 1
        assert(use.known >= 0 && use.unknown >= 0, "closed twice")
        uses[source] = use.known + use.unknown == 0 ? nil : use
    }
}
