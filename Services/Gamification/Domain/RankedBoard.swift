import Identifiers

/// Agents in the order of a leaderboard, for a million of them: who is where, and who is in a place.
///
/// A sorted list cut into blocks. An agent is found by two binary searches; a change moves at most
/// one block's worth of memory. The order is that of `Standings`: more points first, then who
/// reached them first, then the smaller id by its bytes; ranks are 1, 2, 2, 4.
package struct RankedBoard: Sendable {
    /// Blocks of this many are split. A full one is 24 KiB, which stays in a first-level cache.
    static let blockCountMax = 1_024

    /// Where an agent stands among the others.
    package struct Key: Hashable, Sendable {
        let points: Int64
        let reachedAt: Int64
        /// Which agent, by the order in which the board learned of them.
        let slot: UInt32
    }

    private var slots: [AgentID: UInt32] = [:]
    private var agents: [AgentID] = []
    private var keys: [Key?] = []
    private var blocks: [[Key]] = []
    /// The agents that are ranked.
    package private(set) var count = 0

    package init() {}

    /// O(n log n).
    package init(_ standings: some Collection<Standing>) {
        slots.reserveCapacity(standings.count)
        agents.reserveCapacity(standings.count)
        keys.reserveCapacity(standings.count)
        var sorted: [Key] = []
        sorted.reserveCapacity(standings.count)
        for standing in standings {
            let slot = slot(of: standing.agentID)
            guard standing.points > 0, keys[Int(slot)] == nil else { continue }
            let key = Key(standing, slot: slot)
            keys[Int(slot)] = key
            sorted.append(key)
        }
        sorted.sort { isAhead($0, $1) }
        let half = Self.blockCountMax / 2
        blocks = stride(from: 0, to: sorted.count, by: half).map {
            Array(sorted[$0..<min($0 + half, sorted.count)])
        }
        count = sorted.count
    }

    /// Puts an agent in its new place; without points it is taken off. O(√n) at worst.
    package mutating func update(_ standing: Standing) {
        let slot = slot(of: standing.agentID)
        if let old = keys[Int(slot)] { remove(old) }
        guard standing.points > 0 else {
            keys[Int(slot)] = nil
            return
        }
        let key = Key(standing, slot: slot)
        keys[Int(slot)] = key
        insert(key)
    }

    /// The standing of an agent; nil when it is not ranked.
    package func standing(of agent: AgentID) -> Standing? {
        slots[agent].flatMap { keys[Int($0)] }.map(standing)
    }

    /// One more than those with more points; nil when the agent is not ranked.
    package func rank(of agent: AgentID) -> Int? {
        slots[agent].flatMap { keys[Int($0)] }.map { rank(ofPoints: $0.points) }
    }

    /// Where an agent is in the list, from 0; unlike a rank, no two have the same.
    package func place(of agent: AgentID) -> Int? {
        guard let slot = slots[agent], let key = keys[Int(slot)] else { return nil }
        let block = blockIndex(for: key)
        return countBefore(block: block) + position(of: key, in: blocks[block])
    }

    /// The agents in these places of the list, from 0, with their ranks.
    package func places(_ range: Range<Int>) -> [Standings.Place] {
        var places: [Standings.Place] = []
        var (block, first) = (0, 0)
        let range = range.clamped(to: 0..<count)
        while block < blocks.count, first + blocks[block].count <= range.lowerBound {
            first += blocks[block].count
            block += 1
        }
        while block < blocks.count, first < range.upperBound {
            for (offset, key) in blocks[block].enumerated() where range.contains(first + offset) {
                let isTied = places.last.map { $0.standing.points == key.points } ?? false
                let rank =
                    isTied ? places[places.count - 1].rank : rank(ofPoints: key.points)
                places.append(Standings.Place(rank: rank, standing: standing(key)))
            }
            first += blocks[block].count
            block += 1
        }
        return places
    }

    /// The share of ranked agents with fewer points, of the others, 0–100; nil when not ranked.
    package func percentile(of agent: AgentID) -> Double? {
        guard let slot = slots[agent], let key = keys[Int(slot)] else { return nil }
        guard count > 1 else { return 100 }
        let ahead = rank(ofPoints: key.points) - 1
        let notBehind = rank(ofPoints: key.points - 1) - 1
        return Double(count - max(notBehind, ahead + 1)) / Double(count - 1) * 100
    }
}

// MARK: - Blocks

extension RankedBoard {
    private mutating func insert(_ key: Key) {
        count += 1
        guard !blocks.isEmpty else {
            blocks = [[key]]
            return
        }
        let block = blockIndex(for: key)
        blocks[block].insert(key, at: position(of: key, in: blocks[block]))
        guard blocks[block].count > Self.blockCountMax else { return }
        let half = blocks[block].count / 2
        let upper = Array(blocks[block][half...])
        blocks[block].removeSubrange(half...)
        blocks.insert(upper, at: block + 1)
    }

    private mutating func remove(_ key: Key) {
        count -= 1
        let block = blockIndex(for: key)
        blocks[block].remove(at: position(of: key, in: blocks[block]))
        if blocks[block].isEmpty { blocks.remove(at: block) }
    }

    /// The block that a key is in or belongs into: the first whose last key is not ahead of it.
    private func blockIndex(for key: Key) -> Int {
        var (low, high) = (0, blocks.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if isAhead(blocks[middle][blocks[middle].count - 1], key) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private func position(of key: Key, in block: [Key]) -> Int {
        var (low, high) = (0, block.count)
        while low < high {
            let middle = (low + high) / 2
            if isAhead(block[middle], key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// One more than the ranked agents with more points.
    private func rank(ofPoints points: Int64) -> Int {
        // Ahead of everybody with these points, behind everybody with more.
        let key = Key(points: points, reachedAt: .min, slot: 0)
        guard !blocks.isEmpty else { return 1 }
        let block = blockIndex(for: key)
        return countBefore(block: block) + position(of: key, in: blocks[block]) + 1
    }

    /// At a million agents some two thousand additions, about a microsecond.
    private func countBefore(block: Int) -> Int {
        var count = 0
        for index in 0..<block { count += blocks[index].count }
        return count
    }

    private func isAhead(_ left: Key, _ right: Key) -> Bool {
        if left.points != right.points { return left.points > right.points }
        if left.reachedAt != right.reachedAt { return left.reachedAt < right.reachedAt }
        if left.slot == right.slot { return false }
        return agents[Int(left.slot)].rawValue.utf8
            .lexicographicallyPrecedes(agents[Int(right.slot)].rawValue.utf8)
    }

    private mutating func slot(of agent: AgentID) -> UInt32 {
        if let slot = slots[agent] { return slot }
        let slot = UInt32(agents.count)
        slots[agent] = slot
        agents.append(agent)
        keys.append(nil)
        return slot
    }

    private func standing(_ key: Key) -> Standing {
        Standing(
            agentID: agents[Int(key.slot)], points: key.points,
            reachedAt: Instant(microseconds: key.reachedAt))
    }
}

extension RankedBoard.Key {
    init(_ standing: Standing, slot: UInt32) {
        self.init(
            points: standing.points, reachedAt: standing.reachedAt.microseconds, slot: slot)
    }
}
