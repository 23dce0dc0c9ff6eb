/// The best rising steps by least squares: pools neighbours that fall (Ayer et al., 1955).
func isotonicSteps(_ rows: [ScoredRow]) -> [IsotonicStep] {
    var pools: [Pool] = []
    for row in rows.sorted(by: { $0.margin < $1.margin }) {
        let single = Pool(
            from: row.margin, upTo: row.margin,
            successes: row.succeeded ? row.weight : 0, weight: row.weight)
        if let last = pools.last, last.upTo == row.margin {
            pools[pools.count - 1].take(single)
        } else {
            pools.append(single)
        }
        pools.poolFalling()
    }
    return pools.map { IsotonicStep(from: $0.from, probability: $0.mean) }
}

private struct Pool {
    let from: Double
    /// The largest margin in it: rows that tie with it belong to it.
    var upTo: Double
    var successes: Double
    var weight: Double

    var mean: Double { successes / weight }

    mutating func take(_ other: Pool) {
        upTo = other.upTo
        successes += other.successes
        weight += other.weight
    }
}

extension [Pool] {
    fileprivate mutating func poolFalling() {
        while count > 1, self[count - 2].mean >= self[count - 1].mean {
            let last = removeLast()
            self[count - 1].take(last)
        }
    }
}
