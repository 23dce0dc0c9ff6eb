import Identifiers
import Logging
import PredictionContract
import RPC
import ServiceLifecycle

/// Tells Prediction what came of the times that it chose, for as long as the service runs.
///
/// What is to be told waits in the database: a Prediction that is gone for a while costs nothing but
/// the delay, and two replicas that tell the same change nothing.
struct TimingReporter: Service {
    /// Outcomes are learned from over weeks; a few seconds are nothing.
    static let looksEvery = Duration.seconds(5)
    /// Told in one go.
    static let batchCountMax = 100
    static let timeout = Duration.seconds(2)

    let reports: TimingReportStore
    let prediction: Client<Prediction>
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                while !Task.isCancelled, await reportDue() {}
                try? await Task.sleep(for: Self.looksEvery)
            }
        }
    }

    /// False when nothing more is due, or Prediction does not take it.
    func reportDue() async -> Bool {
        do {
            let due = try await reports.due(at: now(), Self.batchCountMax)
            for report in due {
                try await tell(report)
                try await reports.remove(report)
            }
            return due.count == Self.batchCountMax
        } catch {
            logger.debug(
                "the outcomes of prompts are told later", metadata: ["why": "\(error)"])
            return false
        }
    }

    /// A choice that Prediction does not know was lost with it, and what it does not take now it never
    /// will: there is nothing to tell of either.
    private func tell(_ report: TimingReport) async throws(RPCError) {
        do throws(RPCError) {
            _ = try await prediction.recordTimingOutcome(
                RecordTimingOutcome(
                    tenantID: report.tenant, choiceID: report.choiceID,
                    succeeded: report.succeeded),
                timeout: Self.timeout)
        } catch {
            guard error.code == .notFound || error.code == .invalidArgument else { throw error }
        }
    }
}
