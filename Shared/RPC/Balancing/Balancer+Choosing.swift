import Identifiers

extension Balancer {
    /// The slot for a call; nil when none is ready.
    mutating func choose(key: UInt64?, avoiding avoided: Int?) -> Int? {
        guard usable.count > 1 else { return usable.first }
        if let key { return rendezvous(key, avoiding: avoided) }
        return betterOfTwo(avoiding: avoided)
    }

    /// Power of two choices: of two servers at random the one that costs less.
    ///
    /// Source: Mitzenmacher, "The power of two choices in randomized load balancing" (2001).
    private mutating func betterOfTwo(avoiding avoided: Int?) -> Int {
        let count = usable.count
        let first = Int.random(in: 0..<count, using: &random)
        var second = Int.random(in: 0..<count - 1, using: &random)
        if second >= first { second += 1 }
        let (one, other) = (usable[first], usable[second])
        if one == avoided { return other }
        if other == avoided { return one }
        return slots[one].cost <= slots[other].cost ? one : other
    }

    /// Rendezvous hashing with bounded load: of the servers that have room the one whose hash,
    /// mixed with the key's, is highest. O(servers).
    ///
    /// A change of one server moves only the keys that it has or takes. Sources: Thaler and
    /// Ravishankar (1998); Mirrokni, Thorup and Zadimoghaddam (2016) for the bound.
    private func rendezvous(_ key: UInt64, avoiding avoided: Int?) -> Int? {
        let underWay = usable.reduce(1) { $0 + slots[$1].inFlight }
        let bound = (limits.loadBound * Double(underWay) / Double(usable.count)).rounded(.up)
        var best: (slot: Int, score: UInt64)?
        for slot in usable
        where slot != avoided && Double(slots[slot].inFlight) < bound {
            let score = SplitMix64.mixed(slots[slot].hash ^ key)
            if best.map({ $0.score < score }) ?? true { best = (slot, score) }
        }
        return best?.slot ?? usable.first { $0 != avoided }
    }
}
