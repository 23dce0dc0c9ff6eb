import Foundation
import RPC
import RPCTransport
import Synchronization

/// Calls of all kinds for minutes, many of which fail as they should: what is left afterwards, and
/// whether memory grows meanwhile.
enum Soak {
    private static let callerCount = 32
    /// Certificates are told to have changed so often: every connection is drained and made anew.
    private static let renewal: Duration = .seconds(20)

    static func run(minutes: Double, _ certificates: Certificates) async throws {
        let ends = try await MeshEnds(certificates)
        let tally = Tally()
        let end = ContinuousClock.now + .seconds(minutes * 60)
        let memory = try await withThrowingTaskGroup(of: Void.self) { group in
            for seed in 0..<callerCount {
                group.addTask { try await call(ends, UInt64(seed), tally, until: end) }
            }
            group.addTask {
                while ContinuousClock.now < end {
                    try await Task.sleep(for: min(renewal, end - .now))
                    ends.server.renewConnections()
                }
            }
            let memory = try await MemoryTrend.sampled(until: end)
            try await group.waitForAll()
            return memory
        }
        let isQuiet = await becomesQuiet(ends)
        printRow(
            [("peer", "mesh"), ("kind", "soak"), ("minutes", minutes)] + tally.fields
                + memory.fields + [("census_is_zero", isQuiet)])
        await ends.close()
        guard isQuiet, tally.unexpected.isEmpty else {
            throw Failure(
                description: "the soak left something behind, or calls failed that should not: "
                    + "\(await ends.server.census()); \(tally.unexpected)")
        }
    }

    /// One caller: a random kind of call after the other, with a client that it sometimes closes.
    private static func call(
        _ ends: MeshEnds, _ seed: UInt64, _ tally: Tally, until end: ContinuousClock.Instant
    ) async throws {
        var random = Random(state: seed)
        var own = try ends.anotherClient()
        while ContinuousClock.now < end {
            let client = Client<BenchmarkContract>(Bool.random(using: &random) ? ends.client : own)
            await SoakCall.random(&random).make(client, tally)
            if Int.random(in: 0..<200, using: &random) == 0 {
                // What others have under way on it is lost with its connection.
                let closing = own
                async let lost: Void = SoakCall.abandoned.make(
                    Client<BenchmarkContract>(closing), tally)
                closing.close()
                await lost
                own = try ends.anotherClient()
            }
        }
        own.close()
    }

    /// Whether both sides hold nothing of any call within half a minute.
    private static func becomesQuiet(_ ends: MeshEnds) async -> Bool {
        for _ in 0..<300 {
            let (server, client) = await (ends.server.census(), ends.client.census())
            if server.isQuiet, client.isQuiet { return true }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014): a walk that can be repeated.
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    /// How calls ended.
    final class Tally: Sendable {
        private struct Counts {
            var answered = 0
            var faulted = 0
            var unexpected: [String: Int] = [:]
        }

        private let counts = Mutex(Counts())

        func answered() { counts.withLock { $0.answered += 1 } }
        /// It failed as it was meant to, or may.
        func faulted() { counts.withLock { $0.faulted += 1 } }
        func unexpected(_ kind: SoakCall, _ error: any Error) {
            counts.withLock { $0.unexpected["\(kind): \(error)", default: 0] += 1 }
        }

        var unexpected: [String: Int] { counts.withLock { $0.unexpected } }

        var fields: [(String, any CustomStringConvertible & Sendable)] {
            counts.withLock {
                [
                    ("answered", $0.answered), ("faulted", $0.faulted),
                    ("unexpected", $0.unexpected.values.reduce(0, +)),
                ]
            }
        }
    }
}
