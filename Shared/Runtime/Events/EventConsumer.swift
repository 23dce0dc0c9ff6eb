import MeshContract
import Postgres

/// Applies another service's events to this service's own tables.
package struct EventConsumer: Sendable {
    package let upstream: ServiceName
    /// The kinds it applies; others are passed over by the sender.
    package let kinds: [String]
    /// What comes this soon after other events is applied together with what comes next: a
    /// transaction for each costs the house half its time (decision 0266).
    let gathering: Duration
    let apply: @Sendable ([EventEnvelope], Transaction) async throws -> Void

    /// `apply` runs in a transaction of the event's tenant; the position is saved in the same one,
    /// so an event takes effect once, however often it is delivered.
    package init(
        from upstream: ServiceName, kinds: [String], gathering: Duration = .milliseconds(50),
        apply: @escaping @Sendable (EventEnvelope, Transaction) async throws -> Void
    ) {
        self.init(from: upstream, kinds: kinds, gathering: gathering) { events, transaction in
            for event in events { try await apply(event, transaction) }
        }
    }

    /// `applyTogether` gets the events of one tenant that came together, in their order, so that a
    /// store takes all of them in one statement. What they amount to must not depend on how they were
    /// gathered: a batch that fails is tried again one by one.
    package init(
        from upstream: ServiceName, kinds: [String], gathering: Duration = .milliseconds(50),
        applyTogether: @escaping @Sendable ([EventEnvelope], Transaction) async throws -> Void
    ) {
        self.upstream = upstream
        self.kinds = kinds
        self.gathering = gathering
        apply = applyTogether
    }
}
