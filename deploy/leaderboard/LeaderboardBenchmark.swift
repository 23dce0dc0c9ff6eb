import GamificationDomain
import GamificationService
import Identifiers
import Logging
import Postgres
import PostgresCluster
import RedisServer

/// A leaderboard's answers per microsecond: ours in memory, Redis's sorted set beside it.
///
/// The same agents, scores and walk for both, drawn from a seed. Ours is measured where the service
/// asks it, in its process; Redis where its users ask it, through a socket on the same machine, and
/// once more by its own clock, which leaves the socket out.
package struct LeaderboardBenchmark: Sendable {
    package let agentCount: Int
    package let operationCount: Int
    package let seed: UInt64

    package init(agentCount: Int, operationCount: Int, seed: UInt64) {
        self.agentCount = agentCount
        self.operationCount = operationCount
        self.seed = seed
    }

    /// - Parameters:
    ///   - note: told what is being done, every few seconds.
    ///   - report: called with each line as it is known.
    package func run(
        isRedisWanted: Bool, isPostgresWanted: Bool, note: @escaping (String) -> Void,
        report: (LeaderboardLine) throws -> Void
    ) async throws {
        let stopwatch = Stopwatch(operationCount: operationCount, note: note)
        note("\(agentCount) agents in our board")
        let walk = LeaderboardWalk(agentCount: agentCount, seed: seed)
        let (line, board) = measureOurs(walk, stopwatch)
        try report(line)
        if isRedisWanted { try await measureRedis(walk, against: board, stopwatch).map(report) }
        if isPostgresWanted { try await measureService(walk, stopwatch, report) }
    }

    private func measureOurs(
        _ walk: LeaderboardWalk, _ stopwatch: Stopwatch
    ) -> (LeaderboardLine, RankedBoard) {
        let before = ResidentMemory.byteCount
        var board = RankedBoard()
        let build = stopwatch.clock.measure { board = RankedBoard(walk.standings) }
        var line = LeaderboardLine(name: "coachingmesh", agents: board.count)
        line.buildSeconds = build.seconds
        line.memoryBytes = ResidentMemory.byteCount - before
        var random = walk.generator
        line.update = stopwatch.percentiles(of: "updates") { clock in
            let standing = walk.randomStanding(using: &random)
            return clock.measure { board.update(standing) }
        }
        var sum = 0
        line.rank = stopwatch.percentiles(of: "ranks") { clock in
            let agent = walk.randomAgent(using: &random)
            return clock.measure { sum &+= board.rank(of: agent) ?? 0 }
        }
        line.neighbours = stopwatch.percentiles(of: "neighbours") { clock in
            let place = board.place(of: walk.randomAgent(using: &random)) ?? 0
            return clock.measure {
                sum &+= board.places(max(0, place - 2)..<place + 3).count
            }
        }
        precondition(sum > 0, "what is measured is used")
        return (line, board)
    }

    /// Nil when there is no redis-server on this machine.
    private func measureRedis(
        _ walk: LeaderboardWalk, against board: RankedBoard, _ stopwatch: Stopwatch
    ) async throws -> LeaderboardLine? {
        let server: PrivateRedis
        do {
            server = try await PrivateRedis()
        } catch let error as PrivateRedis.NotStarted {
            stopwatch.note("Redis is left out: \(error)")
            return nil
        }
        defer { server.kill() }
        let redis = try RedisConnection(to: server.socket)
        let before = try redis.usedMemory()
        var line = LeaderboardLine(name: "redis", agents: agentCount)
        let build = try stopwatch.clock.measure {
            try redis.fill(walk.standings, stopwatch.pace(of: "agents in Redis", agentCount))
        }
        line.buildSeconds = build.seconds
        line.memoryBytes = try redis.usedMemory() - before
        try redis.resetStatistics()
        var random = walk.generator
        line.update = try stopwatch.percentiles(of: "updates in Redis") { clock in
            let standing = walk.randomStanding(using: &random)
            return try clock.measure { try redis.update(standing) }
        }
        line.rank = try stopwatch.percentiles(of: "ranks in Redis") { clock in
            let agent = walk.randomAgent(using: &random)
            return try clock.measure { _ = try redis.rank(of: agent) }
        }
        line.serverUpdateMean = try redis.meanMicroseconds(of: "zadd")
        line.serverRankMean = try redis.meanMicroseconds(of: "zrevrank")
        line.agreement = try agreement(of: redis, with: board, on: walk, using: &random)
        return line
    }

    /// The share of sampled agents of whom both say that as many have more points, 0–1.
    private func agreement(
        of redis: RedisConnection, with board: RankedBoard, on walk: LeaderboardWalk,
        using random: inout SplitMix64
    ) throws -> Double {
        let samples = 1_000
        var same = 0
        for _ in 0..<samples {
            let agent = walk.randomAgent(using: &random)
            guard let standing = board.standing(of: agent) else { continue }
            let more = try redis.countAbove(standing.points)
            if board.rank(of: agent) == more + 1 { same += 1 }
        }
        return Double(same) / Double(samples)
    }

    /// As the service answers: the board read back from Postgres, and ranks of it that know what
    /// was committed a moment before.
    private func measureService(
        _ walk: LeaderboardWalk, _ stopwatch: Stopwatch,
        _ report: (LeaderboardLine) throws -> Void
    ) async throws {
        stopwatch.note("a Postgres of its own with the same agents")
        let scratch = try await ScratchPostgres.separate()
        try await scratch.withDatabase { owner in
            let silent = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
            let scores = try await GamificationScores(owner, logger: silent)
            try await scores.fill(walk.standings)
            var line = LeaderboardLine(name: "coachingmesh_from_postgres", agents: agentCount)
            line.buildSeconds = try await stopwatch.clock.measure {
                _ = try await scores.rank(of: walk.standings[0].agentID)
            }.seconds
            try report(line)
            line = LeaderboardLine(name: "coachingmesh_service", agents: agentCount)
            var random = walk.generator
            var times = Latencies(reserving: operationCount)
            let pace = stopwatch.pace(of: "ranks in the service", serviceOperationCount)
            for operation in 0..<serviceOperationCount {
                try await scores.update(walk.randomStanding(using: &random))
                let agent = walk.randomAgent(using: &random)
                times.add(
                    try await stopwatch.clock.measure { _ = try await scores.rank(of: agent) })
                pace.show(operation)
            }
            line.rank = times.percentiles
            try report(line)
        }
    }

    /// Each of them writes to Postgres and asks it twice, so that fewer are enough to wait for.
    private var serviceOperationCount: Int { max(1, operationCount / 10) }
}
