import Foundation
import Testing

@testable import PredictionDomain

private let python = ".mesh/python/bin/python"

private let hasStatsmodels: Bool = {
    guard FileManager.default.isExecutableFile(atPath: python) else { return false }
    return (try? answer(of: "import statsmodels", [])) != nil
}()

/// Against the Python package of the same methods.
@Suite(.enabled(if: hasStatsmodels, "statsmodels is not in .mesh/python: make python"))
struct StatsmodelsTests {
    private let parameters = DampedTrend.Parameters(
        level: 0.4, trend: 0.3, damping: 0.9, firstLevel: 100, firstTrend: 0.5)

    @Test func dampedTrendForecastsAsStatsmodelsDoes() throws {
        let values = walk(seed: 11, count: 50)
        let told = try answer(of: known, values)
        let ours = DampedTrend(parameters, over: values).means(after: 50, horizon: 6)
        #expect(zip(told, ours).allSatisfy { abs($0 - $1) < 1e-8 })
        #expect(told.count == 6)
    }

    private let known = """
        import json, sys
        from statsmodels.tsa.holtwinters import Holt
        values = json.loads(sys.argv[1])
        fit = Holt(values, damped_trend=True, initialization_method="known", initial_level=100,
                   initial_trend=0.5).fit(smoothing_level=0.4, smoothing_trend=0.3,
                                          damping_trend=0.9, optimized=False)
        print(json.dumps(list(fit.forecast(6))))
        """
}

/// The numbers that a script prints as JSON.
private func answer(of script: String, _ values: [Double]) throws -> [Double] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: python)
    process.arguments = [
        "-c", script, String(decoding: try JSONEncoder().encode(values), as: UTF8.self),
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let told = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return told.isEmpty ? [] : try JSONDecoder().decode([Double].self, from: told)
}
