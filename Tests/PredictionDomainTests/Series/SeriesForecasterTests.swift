import Testing

@testable import PredictionDomain

struct SeriesForecasterTests {
    @Test func intervalsHoldAsManyValuesAsTheySay() throws {
        let series = (1...60).map {
            HistoricalSeries(id: "\($0)", values: walk(seed: $0 * 7_919, count: 70))
        }
        var forecaster = SeriesForecaster(horizon: 5)
        forecaster.usesNetwork = false
        let result = forecaster.run(series)
        let accuracy = try #require(result.accuracies[.naive2])
        #expect(accuracy.seriesCount == 60)
        #expect((0.7...0.9).contains(accuracy.coverage80))
        #expect((0.88...1).contains(accuracy.coverage95))
        #expect(result.accuracies[.lstm] == nil)
    }

    @Test func intervalsHoldEachOtherAndTheMean() throws {
        var forecaster = SeriesForecaster(horizon: 4)
        forecaster.usesNetwork = false
        let result = forecaster.run([HistoricalSeries(id: "a", values: walk(seed: 9, count: 40))])
        let told = try #require(result.forecasts.first?.distribution)
        let (narrow, wide) = (told.interval(0.8), told.interval(0.95))
        for step in 0..<4 {
            #expect(wide.lower[step] <= narrow.lower[step])
            #expect(narrow.lower[step] <= told.means[step])
            #expect(told.means[step] <= narrow.upper[step])
            #expect(narrow.upper[step] <= wide.upper[step])
        }
    }

    @Test func whatNeverMovedGoesOnAndHasNoScaledError() {
        var forecaster = SeriesForecaster(horizon: 3)
        forecaster.usesNetwork = false
        let flat = HistoricalSeries(id: "flat", values: Array(repeating: 4, count: 20))
        let result = forecaster.run([flat])
        #expect(result.forecasts[0].distribution.means.allSatisfy { abs($0 - 4) < 1e-6 })
        #expect(result.forecasts[0].heldBack?.scaledError == nil)
    }

    @Test func aSeriesTooShortToHoldBackIsStillForecast() {
        var forecaster = SeriesForecaster(horizon: 13)
        forecaster.usesNetwork = false
        let short = HistoricalSeries(id: "short", values: walk(seed: 2, count: 9))
        let result = forecaster.run([short])
        #expect(result.forecasts[0].heldBack == nil)
        #expect(result.forecasts[0].distribution.means.count == 13)
    }
}
