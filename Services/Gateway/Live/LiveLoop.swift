import GatewayDomain
import Identifiers
import NIOConcurrencyHelpers
import NIOCore

/// The live sockets of one event loop, by what they watch.
final class LiveLoop: Sendable {
    private let eventLoop: any EventLoop
    private let sockets: NIOLoopBoundBox<[Audience: [ObjectIdentifier: LiveSocket]]>
    /// Audiences with news since the loop last looked; a wake-up is under way while not empty.
    private let news = NIOLockedValueBox<Set<Audience>>([])

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        sockets = .makeBoxSendingValue([:], eventLoop: eventLoop)
    }

    /// Something happened to `agent`; safe from any thread.
    func wake(for tenant: TenantID, agent: AgentID) {
        let isFirst = news.withLockedValue { news in
            let wasEmpty = news.isEmpty
            news.insert(Audience(tenant: tenant, agent: nil))
            news.insert(Audience(tenant: tenant, agent: agent))
            return wasEmpty
        }
        if isFirst { eventLoop.execute { self.deliver() } }
    }

    /// Only on the loop.
    func join(_ socket: LiveSocket) {
        sockets.value[socket.seat.audience, default: [:]][ObjectIdentifier(socket)] = socket
    }

    /// Only on the loop.
    func leave(_ socket: LiveSocket) {
        sockets.value[socket.seat.audience]?[ObjectIdentifier(socket)] = nil
        if sockets.value[socket.seat.audience]?.isEmpty == true {
            sockets.value[socket.seat.audience] = nil
        }
    }

    private func deliver() {
        let audiences = news.withLockedValue { news in
            defer { news.removeAll(keepingCapacity: true) }
            return news
        }
        for audience in audiences {
            for socket in sockets.value[audience, default: [:]].values { socket.readOn() }
        }
    }
}
