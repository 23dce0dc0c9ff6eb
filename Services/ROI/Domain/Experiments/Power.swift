import Statistics

/// What an experiment of two arms can find: Student's t-test, two-sided.
///
/// Effects are in standard deviations of the outcome.
package struct Power: Hashable, Sendable {
    package let treated: Int
    package let control: Int
    package let level: Double

    /// Larger is the same as no limit.
    package static let unitCountMax = 100_000_000

    /// At least two in each arm.
    package init(treated: Int, control: Int, level: Double = 0.05) {
        self.treated = max(2, treated)
        self.control = max(2, control)
        self.level = level
    }

    /// The chance to find an effect that is there.
    package func power(of effect: Double) -> Double {
        let (n, m) = (Double(treated), Double(control))
        let freedom = n + m - 2
        let shift = abs(effect) * (n * m / (n + m)).squareRoot()
        if freedom > 5_000 {
            let bound = Normal.standard.upperQuantile(level / 2)
            return Normal.standard.upperProbability(bound - shift)
                + Normal.standard.probability(-bound - shift)
        }
        let bound = StudentT(freedom).upperQuantile(level / 2)
        let shifted = NoncentralT(freedom, noncentrality: shift)
        return 1 - shifted.probability(bound) + shifted.probability(-bound)
    }

    /// The smallest effect that is found with a chance of `power`.
    package func minimumDetectableEffect(power: Double = 0.8) -> Double {
        var (low, high) = (0.0, 1.0)
        while self.power(of: high) < power, high < 1e6 { high *= 2 }
        for _ in 0..<60 where high - low > 1e-10 * high {
            let middle = (low + high) / 2
            if self.power(of: middle) < power { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// How many each arm needs to find `effect`; nil above `unitCountMax`.
    ///
    /// - Parameter share: of all units that are treated, 0–1, both left out.
    package static func sampleSize(
        toFind effect: Double, power: Double = 0.8, level: Double = 0.05, share: Double = 0.5
    ) -> (treated: Int, control: Int)? {
        func arms(_ total: Int) -> Power {
            let treated = max(2, Int((Double(total) * share).rounded(.up)))
            return Power(treated: treated, control: max(2, total - treated), level: level)
        }
        var high = 4
        while arms(high).power(of: effect) < power {
            high *= 2
            guard high <= unitCountMax else { return nil }
        }
        var low = high / 2
        while low + 1 < high {
            let middle = (low + high) / 2
            if arms(middle).power(of: effect) < power { low = middle } else { high = middle }
        }
        let found = arms(high)
        return (found.treated, found.control)
    }

    /// By how much more units clusters of a size need: 1 + (m − 1)·ICC (Kish).
    package static func designEffect(clusterSize: Double, correlation: Double) -> Double {
        1 + max(0, clusterSize - 1) * correlation
    }
}
