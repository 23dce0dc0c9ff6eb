import ArgumentParser
import CrashTest
import Foundation
import Runtime

/// `meshctl bench crash`.
struct BenchCrash: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract: "Kills, fills and cuts, and counts what is lost and what came twice.",
        discussion: """
            A service publishes events, another applies them, and each run does one thing to them: \
            SIGKILL of Postgres, of a service or of all at once, a full disk, a network that halts, \
            drops or resets. After each run every acknowledged write must be there and every event \
            applied once. It ends with 1 when that did not hold. The same seed makes the same runs. \
            The full disk takes root, which may mount a volume; without it that fault is left out.

            With --control the server acknowledges what it has not written to disk, only Postgres is \
            killed, and the command ends with 1 unless it has seen writes that are lost.
            """)

    @Option(help: "How many faults, one after the other.")
    var runs = 200
    @Option(help: "Decides which fault comes when, and for how long.")
    var seed: UInt64 = 1
    @Flag(help: "Run on a server that forgets, and fail unless that is noticed.")
    var control = false
    @Flag(help: "Print only the JSON lines: one a run, then their sums.")
    var json = false

    private struct Sums: Encodable {
        var seed: UInt64
        var runs = 0
        var faults: [String: Int] = [:]
        var acknowledged = 0
        var lost = 0
        var unapplied = 0
        var doubled = 0
        var stuck = 0
    }

    func validate() throws {
        guard (1...100_000).contains(runs) else {
            throw ValidationError("--runs must be 1 to 100000, not \(runs)")
        }
    }

    func run() async throws {
        try await reporting {
            let test = try await CrashTest(
                start: ["/proc/self/exe", "crash-probe"], on: control ? .forgetful : .durable)
            do {
                try await report(on: test)
            } catch {
                await test.close()
                throw error
            }
            await test.close()
        }
    }

    private func report(on test: CrashTest) async throws {
        if !test.faults.contains(.diskFull) {
            Console.note("no full disk: mounting a volume of its own takes root")
        }
        if !json { Console.note("\(runs) runs from seed \(seed)") }
        var sums = Sums(seed: seed)
        var progress = Progress("faults", total: runs)
        let faults = control ? [.postgresKilled] : test.faults
        try await test.run(CrashPlan.runs(runs, of: faults, seed: seed)) { outcome in
            if json || outcome.isRight == control { try Console.printJSON(outcome) }
            sums.runs += 1
            sums.faults[outcome.fault.rawValue, default: 0] += 1
            sums.acknowledged = outcome.acknowledged
            sums.lost += outcome.lost
            sums.unapplied += outcome.unapplied
            sums.doubled = max(sums.doubled, outcome.doubled)
            sums.stuck += outcome.isStuck ? 1 : 0
            if !json { progress.show(sums.runs, "\(outcome.acknowledged) writes acknowledged") }
        }
        try Console.printJSON(sums)
        let isRight = sums.lost + sums.unapplied + sums.doubled + sums.stuck == 0
        guard control ? sums.lost > 0 : isRight else { throw ExitCode.failure }
    }
}

/// `meshctl crash-probe`: one of the services that the crash test kills.
struct CrashProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash-probe", abstract: "A service of the crash test.",
        shouldDisplay: false)

    enum Service: String, ExpressibleByArgument { case producer, consumer }

    @Argument var service: Service

    func run() async throws {
        switch service {
        case .producer: try await Runtime.run(ProbeProducer.self)
        case .consumer: try await Runtime.run(ProbeConsumer.self)
        }
    }
}
