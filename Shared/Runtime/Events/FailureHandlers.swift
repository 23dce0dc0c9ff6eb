import MeshContract
import Postgres
import RPC

/// Serves `events.failures` and `events.retry`: what a service could not apply of others' events.
struct FailureHandlers: Sendable {
    static let pageLimit = 500

    let database: Database
    let failures: FailureStore
    let consumers: [EventConsumer]

    func list(_ request: ListFailures, _ call: Call) async throws -> EventFailures {
        try check(request.limit, in: 1...Self.pageLimit, "limit")
        let page = try await failures.page(
            after: request.afterUpstream, request.after, limit: request.limit,
            in: database.scoped(to: .allTenants))
        return EventFailures(failures: page.map(EventFailure.init))
    }

    /// Applies the event and forgets the failure in one transaction; a repeat finds nothing to do.
    func retry(_ request: RetryFailure, _ call: Call) async throws -> RetryReceipt {
        do {
            try await database.withTransaction(.allTenants) { transaction in
                guard let failure = try await failures.hold(request.eventID, in: transaction)
                else { throw unknown(request) }
                guard let consumer = consumers.first(where: { $0.upstream == failure.upstream })
                else { throw abandoned(failure) }
                try await transaction.use(.tenant(failure.envelope.tenantID))
                do {
                    try await consumer.apply([failure.envelope], transaction)
                } catch  where !isTransient(error) {
                    throw FailedAgain(failure: failure, fault: error)
                }
                try await failures.remove(failure, in: transaction)
            }
            return RetryReceipt(isApplied: true)
        } catch let again as FailedAgain {
            try await keep(again, at: call)
            return RetryReceipt(isApplied: false, error: "\(again.fault)")
        }
    }

    private struct FailedAgain: Error {
        let failure: KeptFailure
        let fault: any Error
    }

    private func keep(_ again: FailedAgain, at call: Call) async throws {
        let failure = KeptFailure(
            upstream: again.failure.upstream, envelope: again.failure.envelope,
            tries: again.failure.tries + 1, error: "\(again.fault)", failedAt: call.now)
        try await failures.keepAgain(
            failure, in: database.scoped(to: .tenant(failure.envelope.tenantID)))
    }

    private func unknown(_ request: RetryFailure) -> RPCError {
        RPCError(
            .notFound, "no event \(request.eventID) is set aside here",
            details: [.resource(kind: "event_failure", id: "\(request.eventID)")])
    }

    private func abandoned(_ failure: KeptFailure) -> RPCError {
        RPCError(
            .failedPrecondition,
            "this build applies no events of \(failure.upstream): nothing can be tried again")
    }
}

extension EventFailure {
    fileprivate init(_ kept: KeptFailure) {
        let event = kept.envelope
        self.init(
            upstream: kept.upstream.text, position: event.position, eventID: event.eventID,
            tenantID: event.tenantID, kind: event.kind, agentID: event.agentID,
            occurredAt: event.occurredAt, tries: kept.tries, error: kept.error,
            failedAt: kept.failedAt)
    }
}
