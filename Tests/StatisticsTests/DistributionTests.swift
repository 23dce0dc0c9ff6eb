import Statistics
import Testing

/// Which distribution a case is about.
enum Family: Sendable {
    case normal(Double, Double), studentT(Double), chiSquare(Double), fisherF(Double, Double)
    case beta(Double, Double), gamma(Double, Double)

    var distribution: any ContinuousDistribution {
        switch self {
        case .normal(let mean, let deviation): Normal(mean: mean, standardDeviation: deviation)
        case .studentT(let freedom): StudentT(freedom)
        case .chiSquare(let freedom): ChiSquare(freedom)
        case .fisherF(let numerator, let denominator): FisherF(numerator, denominator)
        case .beta(let a, let b): Beta(a, b)
        case .gamma(let shape, let scale): Gamma(shape: shape, scale: scale)
        }
    }
}

struct DistributionCase: Sendable {
    let family: Family
    let x, density, lower, upper: Double

    init(_ family: Family, _ x: Double, _ density: Double, _ lower: Double, _ upper: Double) {
        self.family = family
        self.x = x
        self.density = density
        self.lower = lower
        self.upper = upper
    }
}

struct QuantileCase: Sendable {
    let family: Family
    let probability, quantile: Double

    init(_ family: Family, _ probability: Double, _ quantile: Double) {
        self.family = family
        self.probability = probability
        self.quantile = quantile
    }
}

@Suite struct DistributionTests {
    @Test(arguments: distributionCases)
    func densitiesAndTailsAreThoseOfScipy(_ known: DistributionCase) {
        let distribution = known.family.distribution
        #expect(close(distribution.density(known.x), known.density, 2e-11))
        #expect(close(distribution.probability(known.x), known.lower, 2e-11))
        #expect(close(distribution.upperProbability(known.x), known.upper, 2e-11))
    }

    @Test(arguments: quantileCases)
    func quantilesAreThoseOfScipy(_ known: QuantileCase) {
        let distribution = known.family.distribution
        #expect(close(distribution.quantile(known.probability), known.quantile, 1e-9))
    }

    @Test(arguments: quantileCases)
    func aQuantileLeadsBackToItsProbability(_ known: QuantileCase) {
        let distribution = known.family.distribution
        #expect(
            close(
                distribution.probability(distribution.quantile(known.probability)),
                known.probability, 1e-10))
    }

    /// Where a bound is not so near that doubles lie too far apart.
    @Test(arguments: [1e-9, 1e-4, 0.025, 0.3])
    func anUpperQuantileLeadsBackToItsTail(_ tail: Double) {
        let distributions: [any ContinuousDistribution] = [
            Normal.standard, StudentT(4.2), ChiSquare(3), FisherF(3, 40), Beta(2, 50),
            Gamma(shape: 0.7),
        ]
        for distribution in distributions {
            let reached = distribution.upperProbability(distribution.upperQuantile(tail))
            #expect(close(reached, tail, 1e-10), "\(distribution)")
        }
    }

    @Test(arguments: noncentralCases)
    func theShiftedTIsThatOfScipy(
        _ known: (n: Double, shift: Double, t: Double, probability: Double)
    ) {
        let ours = NoncentralT(known.n, noncentrality: known.shift).probability(known.t)
        #expect(abs(ours - known.probability) < 1e-8)
    }

    @Test func probabilitiesOutsideOfRangeHaveNoQuantile() {
        #expect(Normal.standard.quantile(-0.1).isNaN)
        #expect(StudentT(3).quantile(1.5).isNaN)
        #expect(Beta(2, 3).quantile(0) == 0)
        #expect(ChiSquare(2).quantile(1) == .infinity)
    }
}

/// Equal to a relative error; near 0 to an absolute one of the smallest normal double.
func close(_ ours: Double, _ known: Double, _ tolerance: Double) -> Bool {
    abs(ours - known) <= tolerance * abs(known) + 1e-300
}
