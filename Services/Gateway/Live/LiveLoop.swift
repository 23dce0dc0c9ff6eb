import GatewayDomain
import Identifiers
import NIOConcurrencyHelpers
import NIOCore

/// The live sockets of one event loop, by what wakes them.
final class LiveLoop: Sendable {
    /// The agent who watches themselves; nil for all who lead agents, who look what is for them.
    private struct Bench: Hashable {
        let tenant: TenantID
        let agent: AgentID?
    }

    private let eventLoop: any EventLoop
    private let sockets: NIOLoopBoundBox<[Bench: [ObjectIdentifier: LiveSocket]]>
    /// Those with news since the loop last looked; a wake-up is under way while not empty.
    private let news = NIOLockedValueBox<Set<Bench>>([])

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        sockets = .makeBoxSendingValue([:], eventLoop: eventLoop)
    }

    /// Something happened to `agent`; safe from any thread.
    func wake(for tenant: TenantID, agent: AgentID) {
        let isFirst = news.withLockedValue { news in
            let wasEmpty = news.isEmpty
            news.insert(Bench(tenant: tenant, agent: nil))
            news.insert(Bench(tenant: tenant, agent: agent))
            return wasEmpty
        }
        if isFirst { eventLoop.execute { self.deliver() } }
    }

    /// Events began to come in, or ceased to; safe from any thread.
    func tellStanding() {
        eventLoop.execute {
            for bench in self.sockets.value.values {
                for socket in bench.values { socket.tellStanding() }
            }
        }
    }

    /// Only on the loop.
    func join(_ socket: LiveSocket) {
        sockets.value[bench(of: socket), default: [:]][ObjectIdentifier(socket)] = socket
    }

    /// Only on the loop.
    func leave(_ socket: LiveSocket) {
        let bench = bench(of: socket)
        sockets.value[bench]?[ObjectIdentifier(socket)] = nil
        if sockets.value[bench]?.isEmpty == true { sockets.value[bench] = nil }
    }

    private func bench(of socket: LiveSocket) -> Bench {
        Bench(tenant: socket.audience.tenant, agent: socket.audience.agent)
    }

    private func deliver() {
        let benches = news.withLockedValue { news in
            defer { news.removeAll(keepingCapacity: true) }
            return news
        }
        for bench in benches {
            for socket in sockets.value[bench, default: [:]].values { socket.readOn() }
        }
    }
}
