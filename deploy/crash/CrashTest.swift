import Foundation
import Identifiers
import Logging
import Postgres
import PostgresCluster

/// Two services on a durable server of their own, one publishing and one applying what it publishes,
/// and a fault at a time: nothing acknowledged may be missing, nothing may be applied twice.
package struct CrashTest: Sendable {
    /// After a fault the server replays its log and the services reconnect, on a busy machine.
    private static let recoveryLimit = Duration.seconds(120)

    /// What one run came to.
    package struct Outcome: Codable, Sendable {
        package let run: Int
        package let fault: CrashFault
        /// Writes of which the producer had said that they are committed.
        package let acknowledged: Int
        /// Of those, how many the database does not have, or had lost and has again.
        package let lost: Int
        /// Of those, how many the consumer has not applied.
        package let unapplied: Int
        /// Events that took effect more than once.
        package let doubled: Int
        /// From the end of the fault until every writer was acknowledged again.
        package let recoverySeconds: Double
        /// The producer or the consumer stood still until the limit.
        package let isStuck: Bool

        package var isRight: Bool { lost == 0 && unapplied == 0 && doubled == 0 && !isStuck }

        private enum CodingKeys: String, CodingKey {
            case run, fault, acknowledged, lost, unapplied, doubled
            case recoverySeconds = "recovery_seconds"
            case isStuck = "stuck"
        }
    }

    /// What the server does with a commit.
    package enum Durability: Sendable {
        /// It is on disk before it is acknowledged.
        case durable
        /// It is acknowledged and kept in memory for seconds. That server must be caught losing
        /// writes, or the test would not see one that is lost.
        case forgetful
    }

    private let probe: CrashProbe

    /// Prepares server and services; `start` is how the probe's services are started: a program and
    /// the arguments before the name of the service.
    package init(start command: [String], on durability: Durability = .durable) async throws {
        probe = try await CrashProbe(command: command, durability: durability)
    }

    /// The faults that this machine allows.
    package var faults: [CrashFault] {
        CrashFault.allCases.filter { $0 != .diskFull || probe.volume != nil }
    }

    /// Runs each plan in turn and tells what it came to.
    package func run(_ plans: [CrashPlan], tell: (Outcome) throws -> Void) async throws {
        try probe.start("producer")
        try probe.start("consumer")
        var again = 0
        for (number, plan) in plans.enumerated() {
            _ = try await progress(from: probe.acknowledged())
            try await Task.sleep(for: plan.delay)
            try await inflict(plan)
            try tell(try await outcome(of: number + 1, plan, again: again))
            again = probe.acknowledgedAgain()
        }
    }

    /// Ends the services and the server and takes their files away.
    package func close() async { await probe.close() }

    // MARK: - Faults

    private func inflict(_ plan: CrashPlan) async throws {
        switch plan.fault {
        case .producerKilled: try await restart(["producer"], after: plan.hold)
        case .consumerKilled: try await restart(["consumer"], after: plan.hold)
        case .postgresKilled:
            try probe.cluster.kill()
            try await Task.sleep(for: plan.hold)
            try await probe.startServer()
        case .allKilled:
            try probe.cluster.kill()
            try await restart(["producer", "consumer"], after: plan.hold)
            try await probe.startServer()
        case .diskFull:
            probe.volume?.fill()
            try await Task.sleep(for: plan.hold)
            probe.volume?.makeRoom()
            // It gives up when it cannot write its log.
            try await probe.startServer()
        case .networkHalted:
            probe.proxy.set(.halted)
            try await Task.sleep(for: plan.hold)
            probe.proxy.set(.passing)
        case .networkDropped:
            probe.proxy.set(.halted)
            try await Task.sleep(for: plan.hold)
            probe.proxy.reset()
            probe.proxy.set(.passing)
        case .networkReset:
            probe.proxy.set(.refusing)
            probe.proxy.reset()
            try await Task.sleep(for: plan.hold)
            probe.proxy.set(.passing)
        }
    }

    private func restart(_ services: [String], after hold: Duration) async throws {
        for service in services { probe.kill(service) }
        try await Task.sleep(for: hold)
        for service in services { try probe.start(service) }
    }

    // MARK: - What must hold

    private func outcome(
        of run: Int, _ plan: CrashPlan, again before: Int
    ) async throws -> Outcome {
        let clock = ContinuousClock()
        let healed = clock.now
        let hasProgressed = try await progress(from: probe.acknowledged())
        let recovery = clock.now - healed
        let acknowledged = try probe.acknowledged()
        let written = try await probe.counts("producer.written", upTo: acknowledged)
        let lost = acknowledged.sum - written.sum + probe.acknowledgedAgain() - before
        var applied = try await probe.counts("consumer.applied", upTo: acknowledged)
        // What was lost is never applied.
        while applied.sum < acknowledged.sum, lost == 0, clock.now - healed < Self.recoveryLimit {
            try await Task.sleep(for: .milliseconds(20))
            applied = try await probe.counts("consumer.applied", upTo: acknowledged)
        }
        return Outcome(
            run: run, fault: plan.fault, acknowledged: acknowledged.sum,
            lost: lost, unapplied: acknowledged.sum - applied.sum,
            doubled: try await probe.doubledCount(), recoverySeconds: recovery.seconds,
            isStuck: !hasProgressed)
    }

    /// Waits until every writer was acknowledged once more.
    private func progress(from before: [Int: Int]) async throws -> Bool {
        let end = ContinuousClock.now + Self.recoveryLimit
        while ContinuousClock.now < end {
            let now = try probe.acknowledged()
            let hasMoved = (0..<CrashProbe.writerCount).allSatisfy {
                now[$0, default: 0] > before[$0, default: 0]
            }
            if hasMoved { return true }
            try probe.requireServices()
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}

extension [Int: Int] {
    /// Each writer numbers its writes from 1, without a gap.
    fileprivate var sum: Int { values.reduce(0, +) }
}

/// Why the crash test itself does not run.
package struct CrashTestFault: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
