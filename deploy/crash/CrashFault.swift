import Identifiers

/// What is done to the services and their database in one run.
package enum CrashFault: String, CaseIterable, Codable, Hashable, Sendable {
    /// SIGKILL of every process of the server, which is then started again.
    case postgresKilled = "postgres_killed"
    case producerKilled = "producer_killed"
    case consumerKilled = "consumer_killed"
    /// Postgres, the producer and the consumer at once.
    case allKilled = "all_killed"
    /// Not a byte is left on the volume of the server.
    case diskFull = "disk_full"
    /// Bytes between the services and the server stand still, then go on.
    case networkHalted = "network_halted"
    /// Bytes stand still, and then every connection is reset.
    case networkDropped = "network_dropped"
    /// Every connection is reset at once, and new ones until it is over.
    case networkReset = "network_reset"
}

/// One run: when, what, and for how long.
package struct CrashPlan: Hashable, Sendable {
    package let fault: CrashFault
    /// From the first acknowledged write to the fault.
    package let delay: Duration
    /// From the fault to its end.
    package let hold: Duration

    /// Every fault comes once before one comes again, in an order that the seed decides.
    package static func runs(
        _ count: Int, of faults: [CrashFault] = CrashFault.allCases, seed: UInt64
    ) -> [CrashPlan] {
        var random = SplitMix64(seed: seed)
        var order: [CrashFault] = []
        return (0..<count).map { _ in
            if order.isEmpty { order = faults.shuffled(using: &random) }
            return CrashPlan(
                fault: order.removeLast(),
                delay: .milliseconds(.random(in: 0..<200, using: &random)),
                hold: .milliseconds(.random(in: 0..<800, using: &random)))
        }
    }
}
