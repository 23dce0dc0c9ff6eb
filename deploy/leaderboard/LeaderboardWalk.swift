import Foundation
import GamificationDomain
import Identifiers

/// Agents with scores, and random changes of them, from a seed.
struct LeaderboardWalk: Sendable {
    /// Scores as a busy year makes them; many agents share one.
    static let pointsMax: Int64 = 200_000

    let agentCount: Int
    let standings: [Standing]
    let generator: SplitMix64

    init(agentCount: Int, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        self.agentCount = agentCount
        standings = (0..<agentCount).map { Self.standing($0, using: &generator) }
        self.generator = generator
    }

    func randomStanding(using generator: inout SplitMix64) -> Standing {
        Self.standing(Int.random(in: 0..<agentCount, using: &generator), using: &generator)
    }

    func randomAgent(using generator: inout SplitMix64) -> AgentID {
        Self.agent(Int.random(in: 0..<agentCount, using: &generator))
    }

    private static func agent(_ number: Int) -> AgentID { AgentID("agent-\(number)") }

    private static func standing(_ number: Int, using generator: inout SplitMix64) -> Standing {
        Standing(
            agentID: agent(number), points: Int64.random(in: 1...pointsMax, using: &generator),
            reachedAt: Instant(
                microseconds: Int64.random(in: 0..<31_536_000_000_000, using: &generator)))
    }
}

/// What this process holds in memory.
enum ResidentMemory {
    /// Source: proc(5), the second field of /proc/self/statm, in pages.
    static var byteCount: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
