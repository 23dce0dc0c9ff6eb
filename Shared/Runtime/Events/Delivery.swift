import Identifiers
import Logging
import MeshContract
import Postgres
import RPC

/// Applies the batches of one subscription, and moves the saved position with each.
///
/// Every event takes effect exactly once, in the order of its log, or is set aside exactly once: its
/// effect, or its failure, is committed together with the position.
struct Delivery: Sendable {
    let consumer: EventConsumer
    let database: Database
    let positions: PositionStore
    let failures: FailureStore
    let standing: ConsumerStanding
    let logger: Logger
    /// Throws while the schema is not what this build needs: then no event is to blame.
    let checkSchema: @Sendable () async throws -> Void

    /// Returns the new position; throws when what is left must come again.
    func deliver(
        _ batch: [EventEnvelope], after start: EventPosition
    ) async throws -> EventPosition {
        var machine = DeliveryMachine(count: batch.count)
        var action = machine.begun()
        var position = start
        var fault: any Error = CancellationError()
        while true {
            do {
                switch action {
                case .apply(let range):
                    position = try await apply(batch[range], after: position)
                    action = machine.applied()
                case .setAside(let place, let tries):
                    position = try await setAside(
                        batch[place], tries: tries, fault, after: position)
                    action = machine.applied()
                case .wait(let duration):
                    try await Task.sleep(for: duration)
                    action = machine.waited()
                case .finish: return position
                case .interrupt: throw fault
                }
            } catch {
                if action == .interrupt { throw error }
                fault = error
                action = machine.failed(isTransient: isTransient(error))
            }
        }
    }

    private func apply(
        _ batch: ArraySlice<EventEnvelope>, after position: EventPosition
    ) async throws -> EventPosition {
        guard let first = batch.first, let last = batch.last else { return position }
        // One tenant's events have nothing to do with another's.
        let byTenant = Dictionary(grouping: batch, by: \.tenantID)
        try await database.withTransaction(.tenant(first.tenantID)) { transaction in
            for (tenant, events) in byTenant.sorted(by: { $0.key < $1.key }) {
                try await transaction.use(.tenant(tenant))
                try await consumer.apply(events, transaction)
            }
            try await positions.advance(
                from: position, to: last.position, upstream: consumer.upstream, in: transaction)
        }
        standing.applied(batch.count, upTo: last.position)
        return last.position
    }

    private func setAside(
        _ event: EventEnvelope, tries: Int, _ fault: any Error, after position: EventPosition
    ) async throws -> EventPosition {
        try await checkSchema()
        let failure = KeptFailure(
            upstream: consumer.upstream, envelope: event, tries: tries, error: "\(fault)",
            failedAt: .wallClock)
        try await database.withTransaction(.tenant(event.tenantID)) { transaction in
            try await failures.keep(failure, in: transaction)
            try await positions.advance(
                from: position, to: event.position, upstream: consumer.upstream, in: transaction)
        }
        standing.eventWasSetAside(at: event.position)
        logger.error(
            "event set aside: retry it with meshctl events retry",
            metadata: [
                "upstream": "\(consumer.upstream)", "event": "\(event.eventID)",
                "kind": "\(event.kind)", "tries": "\(tries)", "error": "\(fault)",
            ])
        return event.position
    }
}
