import Identifiers
import Synchronization

/// Wakes the alert streams of this process when there may be something for them.
///
/// A ring says nothing about what there is: whoever is woken reads the database after its cursor.
/// So a ring too many costs a read, and rings that meet are one.
final class AlertBell: Sendable {
    private struct Listener {
        let agent: AgentID?
        let rings: AsyncStream<Void>.Continuation
    }

    private struct State {
        var listeners: [TenantID: [UInt64: Listener]] = [:]
        var nextTicket: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Rings for a tenant from now on; for one agent only, when `agent` is given.
    func listen(to tenant: TenantID, agent: AgentID?) -> AsyncStream<Void> {
        let (stream, rings) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let ticket = state.withLock { state in
            state.nextTicket += 1
            state.listeners[tenant, default: [:]][state.nextTicket] = Listener(
                agent: agent, rings: rings)
            return state.nextTicket
        }
        rings.onTermination = { [weak self] _ in self?.leave(tenant, ticket) }
        return stream
    }

    /// There may be alerts of this agent; of any agent, when `agent` is nil.
    func ring(_ tenant: TenantID, agent: AgentID?) {
        let rings = state.withLock { state in
            (state.listeners[tenant] ?? [:]).values
                .filter { $0.agent == nil || agent == nil || $0.agent == agent }.map(\.rings)
        }
        for ring in rings { ring.yield() }
    }

    /// The tenants that somebody listens to.
    var tenants: [TenantID] { state.withLock { Array($0.listeners.keys) } }

    private func leave(_ tenant: TenantID, _ ticket: UInt64) {
        state.withLock { state in
            state.listeners[tenant]?[ticket] = nil
            if state.listeners[tenant]?.isEmpty == true { state.listeners[tenant] = nil }
        }
    }
}
