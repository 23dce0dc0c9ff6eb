import Identifiers
import Logging
import ROIContract
import ROIDomain
import RPC
import ServiceLifecycle

/// Makes the reports whose periods are over, each once, whichever replica comes first.
///
/// Two replicas may make the same report: its numbers are the same, and they are kept once.
struct ReportScheduler: Service {
    /// Nobody waits for a report by the second.
    static let pause = Duration.seconds(60)
    /// What is made before schedules are read again.
    static let batchMax = 100
    /// Events of the period's last minutes may still be on their way.
    static let settling = Duration.seconds(3_600)

    let schedules: ScheduleStore
    let press: ReportPress
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await makeDue()
            } catch {
                logger.warning("reports were not made", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
        }
    }

    /// A tenant's fault is kept with its schedule and stops no other's.
    func makeDue() async throws {
        let now = now()
        for due in try await schedules.due(at: now - Self.settling, limit: Self.batchMax) {
            do {
                try await make(due, at: now)
            } catch {
                logger.warning(
                    "a report was not made",
                    metadata: ["tenant": "\(due.tenant)", "error": "\(error)"])
            }
        }
    }

    private func make(_ due: ScheduleStore.Due, at now: Instant) async throws {
        guard let start = due.cadence.start(ofPeriodEndingAt: due.at) else { return }
        var problem = ""
        do {
            _ = try await press.make(
                GetReport(tenantID: due.tenant, periodStart: start, periodEnd: due.at),
                of: ReportScope(tenant: due.tenant), isScheduled: true, at: now)
        } catch let error as RPCError where error.code == .failedPrecondition {
            problem = error.message
        }
        try await schedules.advance(
            due, to: due.cadence.end(ofPeriodAt: due.at), problem: problem)
    }
}
