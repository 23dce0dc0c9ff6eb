import Statistics
import Testing

/// Against scipy 1.17 and statsmodels 0.15.
@Suite struct HypothesisTests {
    @Test func welchIsThatOfScipy() {
        let test = MeanDifference.welch(
            Moments([1, 4, 2, 8, 5]), Moments([3, 9, 7, 11, 6, 20]))
        #expect(close(test.t, -1.9769666022886898, 1e-12))
        #expect(close(test.degreesOfFreedom, 7.316719606045748, 1e-12))
        #expect(close(test.pValue, 0.08679773211805353, 1e-10))
        #expect(test.interval().contains(0))
    }

    @Test func countsAreTestedAsInScipy() {
        let test = chiSquareTest([480, 520], shares: [1, 1])
        #expect(close(test.statistic, 1.6, 1e-12))
        #expect(close(test.pValue, 0.20590321073206466, 1e-11))
    }

    @Test func wilsonsIntervalIsThatOfStatsmodels() {
        let interval = wilsonInterval(successes: 3, of: 17)
        #expect(close(interval.lowerBound, 0.061911266376209945, 1e-12))
        #expect(close(interval.upperBound, 0.4102945856883413, 1e-12))
    }

    @Test func adjustedPValuesAreThoseOfStatsmodels() {
        let pValues = [0.01, 0.04, 0.03, 0.005, 0.2]
        let discovery = zip(benjaminiHochberg(pValues), [0.025, 0.05, 0.05, 0.025, 0.2])
        #expect(discovery.allSatisfy { close($0, $1, 1e-12) })
        let family = zip(holm(pValues), [0.04, 0.09, 0.09, 0.025, 0.2])
        #expect(family.allSatisfy { close($0, $1, 1e-12) })
    }
}
