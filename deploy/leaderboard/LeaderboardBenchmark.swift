import GamificationDomain
import GamificationService
import Identifiers
import Logging
import Postgres
import PostgresCluster

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

    /// - Parameter report: called with each line as it is known.
    package func run(
        isRedisWanted: Bool, isPostgresWanted: Bool, note: (String) -> Void,
        report: (LeaderboardLine) throws -> Void
    ) async throws {
        note("\(agentCount) agents in our board")
        let walk = LeaderboardWalk(agentCount: agentCount, seed: seed)
        let (line, board) = measureOurs(walk)
        try report(line)
        if isRedisWanted {
            note("the same in Redis")
            try await measureRedis(walk, against: board).map(report)
        }
        if isPostgresWanted {
            note("the board from Postgres")
            try await report(measureRebuild())
        }
    }

    private func measureOurs(_ walk: LeaderboardWalk) -> (LeaderboardLine, RankedBoard) {
        let clock = ContinuousClock()
        let before = ResidentMemory.byteCount
        var board = RankedBoard()
        let build = clock.measure { board = RankedBoard(walk.standings) }
        var line = LeaderboardLine(name: "coachingmesh", agents: board.count)
        line.buildSeconds = build.seconds
        line.memoryBytes = ResidentMemory.byteCount - before
        var random = walk.generator
        var times = Latencies(reserving: operationCount)
        for _ in 0..<operationCount {
            let standing = walk.randomStanding(using: &random)
            times.add(clock.measure { board.update(standing) })
        }
        line.update = times.percentiles
        times = Latencies(reserving: operationCount)
        var sum = 0
        for _ in 0..<operationCount {
            let agent = walk.randomAgent(using: &random)
            times.add(clock.measure { sum &+= board.rank(of: agent) ?? 0 })
        }
        line.rank = times.percentiles
        times = Latencies(reserving: operationCount)
        for _ in 0..<operationCount {
            let place = board.place(of: walk.randomAgent(using: &random)) ?? 0
            times.add(clock.measure { sum &+= board.places(max(0, place - 2)..<place + 3).count })
        }
        line.neighbours = times.percentiles
        precondition(sum > 0, "what is measured is used")
        return (line, board)
    }

    private func measureRedis(
        _ walk: LeaderboardWalk, against board: RankedBoard
    ) async throws -> LeaderboardLine? {
        try await RedisServer.withServer { redis in
            let clock = ContinuousClock()
            let before = try redis.usedMemory()
            var line = LeaderboardLine(name: "redis", agents: agentCount)
            let build = try clock.measure { try redis.fill(walk.standings) }
            line.buildSeconds = build.seconds
            line.memoryBytes = try redis.usedMemory() - before
            try redis.resetStatistics()
            var random = walk.generator
            var times = Latencies(reserving: operationCount)
            for _ in 0..<operationCount {
                let standing = walk.randomStanding(using: &random)
                times.add(try clock.measure { try redis.update(standing) })
            }
            line.update = times.percentiles
            times = Latencies(reserving: operationCount)
            for _ in 0..<operationCount {
                let agent = walk.randomAgent(using: &random)
                times.add(try clock.measure { _ = try redis.rank(of: agent) })
            }
            line.rank = times.percentiles
            line.serverUpdateMean = try redis.meanMicroseconds(of: "zadd")
            line.serverRankMean = try redis.meanMicroseconds(of: "zrevrank")
            line.agreement = try agreement(of: redis, with: board, on: walk, using: &random)
            return line
        }
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

    private func measureRebuild() async throws -> LeaderboardLine {
        let scratch = try await ScratchPostgres.separate()
        return try await scratch.withDatabase { owner in
            let silent = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
            let database = try await GamificationScores.database(owner, logger: silent)
            try await GamificationScores.fill(database, agentCount: agentCount)
            let clock = ContinuousClock()
            var board = RankedBoard()
            let time = try await clock.measure {
                board = try await GamificationScores.board(database)
            }
            var line = LeaderboardLine(name: "coachingmesh_from_postgres", agents: board.count)
            line.buildSeconds = time.seconds
            return line
        }
    }
}
