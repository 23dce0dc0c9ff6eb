import Logging
import NIOCore
import RPC
import Synchronization

extension ClientCore {
    /// Begins to resolve and to connect; nothing happens the second time.
    func start() {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted && !state.isClosed
        }
        if isFirst { resolver.start { [weak self] in self?.resolved($0) } }
    }

    private func resolved(_ resolution: Resolution) {
        switch resolution {
        case .failed(let reason):
            state.withLock { state in
                state.resolutionFailure = reason
                state.balancer.resolutionFailed()
            }
            endHopelessWaits()
            logger.warning(
                "no addresses", metadata: ["target": "\(target)", "reason": "\(reason)"])
        case .addresses(let endpoints):
            if endpoints.count > clientLimits.addresses {
                logger.warning(
                    "more addresses than the limit addresses allows; the rest is ignored",
                    metadata: ["target": "\(target)", "count": "\(endpoints.count)"])
            }
            obey(endpoints)
            if endpoints.isEmpty { endHopelessWaits() }
        }
    }

    /// Calls that do not want to wait while nothing can be connected to are told so.
    private func endHopelessWaits() {
        let (impatient, error) = state.withLock { state -> ([Waiters.Waiter], RPCError?) in
            guard state.balancer.isHopeless else { return ([], nil) }
            return (state.waiters.removeImpatient(), noConnection(since: .now, in: state))
        }
        if let error { for waiter in impatient { waiter.resume(returning: .failure(error)) } }
    }

    private func obey(_ endpoints: [Endpoint]) {
        let (begun, retired) = state.withLock { state in
            var (begun, retired): ([Connector], [Connector]) = ([], [])
            guard !state.isClosed else { return (begun, retired) }
            state.resolutionFailure = endpoints.isEmpty ? "the resolver names no address" : nil
            for action in state.balancer.resolved(endpoints) {
                switch action {
                case .connect(let slot, let endpoint):
                    let connector = Connector(core: self, slot: slot, endpoint: endpoint)
                    state.connectors[slot] = [connector]
                    begun.append(connector)
                case .retire(let slot):
                    let old = state.connectors.removeValue(forKey: slot) ?? []
                    for connector in old { state.lastFailure[connector.endpoint] = nil }
                    retired += old
                }
            }
            state.retiring += retired
            return (begun, retired)
        }
        for connector in begun { connector.start() }
        for connector in retired { connector.retire() }
    }

    /// The address of `slot` is hot: one more connection, which is not made again when lost.
    func openAnother(_ slot: Int) {
        let connector = state.withLock { state -> Connector? in
            guard !state.isClosed, let first = state.connectors[slot]?.first else { return nil }
            let connector = Connector(
                core: self, slot: slot, endpoint: first.endpoint, isAnother: true)
            state.connectors[slot, default: []].append(connector)
            return connector
        }
        connector?.start()
    }

    // MARK: - What connectors tell

    /// The number of a connection that can take calls; nil when it is not wanted any more.
    func opened(_ connection: ClientConnection, by connector: Connector, room: Int) -> Int? {
        let (number, waiters) = state.withLock { state -> (Int?, [Waiters.Waiter]) in
            state.nextConnection += 1
            let number = state.nextConnection
            guard !state.isClosed,
                state.balancer.opened(
                    number, slot: connector.slot, endpoint: connector.endpoint, room: room)
            else { return (nil, []) }
            state.connections[number] = connection
            state.lastFailure[connector.endpoint] = nil
            return (number, state.waiters.removeAll())
        }
        for waiter in waiters { waiter.resume(returning: .success(())) }
        return number
    }

    /// A connection takes no more calls.
    func left(_ number: Int, by connector: Connector) {
        state.withLock { state in
            state.balancer.left(number, slot: connector.slot)
            state.connections[number] = nil
        }
        resolver.addressFailed()
    }

    /// What happened to a connection that was not made or is gone; `isFailure` when it was never
    /// open.
    func noted(_ reason: String, by connector: Connector, isFailure: Bool) {
        let endpoint = connector.endpoint
        state.withLock { state in
            state.lastFailure[endpoint] = reason
            guard isFailure else { return }
            state.balancer.failed(
                slot: connector.slot, endpoint: endpoint, another: connector.isAnother)
        }
        logger.debug(
            "no connection",
            metadata: ["target": "\(target)", "endpoint": "\(endpoint)", "reason": "\(reason)"])
        guard isFailure else { return }
        endHopelessWaits()
        resolver.addressFailed()
    }

    /// A connector that has no connection and makes none.
    func forget(_ connector: Connector) {
        state.withLock { state in
            state.connectors[connector.slot]?.removeAll { $0 === connector }
            state.retiring.removeAll { $0 === connector }
        }
    }

    /// A connection's event loop lets its calls wait.
    func lagged(_ connector: Connector) {
        let isHot = state.withLock {
            $0.balancer.lagged(slot: connector.slot, endpoint: connector.endpoint, at: .now)
        }
        if isHot { openAnother(connector.slot) }
    }

    /// No call waits any more, and every connection closes.
    func close() {
        resolver.stop()
        let (waiters, connections, connectors) = state.withLock { state in
            state.isClosed = true
            for (number, slot) in state.balancer.openConnections {
                state.balancer.left(number, slot: slot)
            }
            defer { (state.connections, state.connectors, state.retiring) = ([:], [:], []) }
            return (
                state.waiters.removeAll(), Array(state.connections.values),
                state.connectors.values.flatMap { $0 } + state.retiring
            )
        }
        for waiter in waiters {
            waiter.resume(returning: .failure(RPCError(.unavailable, "the client is closed")))
        }
        for connection in connections { _ = connection.post(.close) }
        for connector in connectors { connector.close() }
    }

    var readyCount: Int { state.withLock { $0.connections.count } }

    var connectorCount: Int {
        state.withLock { $0.connectors.values.reduce($0.retiring.count) { $0 + $1.count } }
    }

    /// What the calls hold that wait for a connection, and the connections that take calls.
    func census() async -> Census {
        let (connections, waiting) = state.withLock {
            (Array($0.connections.values), $0.waiters.count)
        }
        var census = Census()
        for connection in connections {
            let part = try? await connection.loop.submit { connection.census }.get()
            census = census + (part ?? Census())
        }
        census.calls += waiting
        census.timers += waiting
        return census
    }
}
