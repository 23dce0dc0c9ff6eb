import Statistics
import Testing

@Suite struct DescriptionTests {
    private static let probabilities = [0.0, 0.1, 0.25, 0.5, 0.62, 0.9, 1.0]

    /// From numpy 2.4 (`numpy.quantile`), whose methods are Hyndman and Fan's nine.
    @Test(arguments: [
        (QuantileDefinition.inverse, [2.0, 2.0, 3.0, 7.0, 11.0, 17.5, 17.5]),
        (.averagedInverse, [2.0, 2.0, 3.0, 7.0, 11.0, 17.5, 17.5]),
        (.nearestEven, [2.0, 2.0, 3.0, 7.0, 7.0, 13.0, 17.5]),
        (.linearInverse, [2.0, 2.0, 2.75, 6.0, 8.36, 14.35, 17.5]),
        (.hazen, [2.0, 2.2, 3.5, 7.0, 10.36, 16.6, 17.5]),
        (.weibull, [2.0, 2.0, 3.0, 7.0, 10.84, 17.5, 17.5]),
        (.linear, [2.0, 2.6, 4.0, 7.0, 9.88, 14.8, 17.5]),
        (.medianUnbiased, [2.0, 2.0666666666666664, 10 / 3.0, 7.0, 10.52, 17.2, 17.5]),
        (.normalUnbiased, [2.0, 2.1, 3.375, 7.0, 10.48, 17.05, 17.5]),
    ])
    func quantilesAreThoseOfNumpy(_ definition: QuantileDefinition, _ known: [Double]) {
        let values = [2.0, 3, 5, 7, 11, 13, 17.5]
        for (probability, quantile) in zip(Self.probabilities, known) {
            let ours = Statistics.quantile(probability, ofSorted: values, definition)
            #expect(close(ours, quantile, 1e-12), "at \(probability)")
        }
    }

    @Test func nothingHasNoQuantile() {
        #expect(Statistics.quantile(0.5, ofSorted: []).isNaN)
    }

    @Test func momentsMergeAsIfAddedTogether() {
        let values = (0..<40).map { Double(($0 * 7919) % 101) + 1e6 }
        for cut in [0, 1, 17, 40] {
            var left = Moments(values[..<cut])
            left.add(Moments(values[cut...]))
            let whole = Moments(values)
            #expect(left.count == whole.count)
            #expect(close(left.mean, whole.mean, 1e-14))
            #expect(close(left.variance, whole.variance, 1e-10))
        }
    }

    @Test func tiesShareTheirRanks() {
        #expect([3.0, 1, 3, 2, 3].ranks == [4, 1, 4, 2, 4])
    }
}
