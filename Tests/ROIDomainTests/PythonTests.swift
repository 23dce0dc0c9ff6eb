import Foundation
import ROIDomain
import Tables
import Testing

private let python = ".mesh/python/bin/python"

private let hasStatsmodels: Bool = {
    guard FileManager.default.isExecutableFile(atPath: python) else { return false }
    return (try? answer(of: "import scipy, statsmodels", "")) != nil
}()

/// Against scipy and statsmodels on the same file, method by method, to four decimals and more.
@Suite(
    .enabled(if: hasStatsmodels, "scipy and statsmodels are not in .mesh/python: make python"))
struct PythonTests {
    @Test func everyMethodIsThatOfPython() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
        try Data(ExperimentTests.sample.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let told = try answer(of: script, file.path)
        var request = CausalReport.Request()
        request.columns.outcomes = ["sales"]
        let effects = try CausalReport(
            TextTable(parsing: ExperimentTests.sample.utf8), request
        ).effects
        for line in told.split(separator: "\n") {
            let words = line.split(separator: " ")
            let known = words.dropFirst().compactMap { Double($0) }
            let effect = try #require(effects.first { $0.method.rawValue == words[0] })
            let ours = [effect.estimate, effect.standardError, effect.pValue]
            for (our, value) in zip(ours, known) { #expect(abs(our - value) < 1e-8, "\(line)") }
        }
        #expect(told.split(separator: "\n").count == 4)
    }
}

private let script = """
    import csv, sys
    import numpy as np
    import statsmodels.api as sm
    from scipy import stats
    rows = list(csv.DictReader(open(sys.argv[1])))
    y = np.array([float(r["sales"]) for r in rows])
    x = np.array([float(r["pre_sales"]) for r in rows])
    t = np.array([r["arm"] == "coached" for r in rows])
    s = np.array([r["stratum"] for r in rows])
    g = np.array([int(r["team"][1:]) for r in rows])
    def welch(name, y):
        r = stats.ttest_ind(y[t], y[~t], equal_var=False)
        d = y[t].mean() - y[~t].mean()
        print(name, d, d / r.statistic, r.pvalue)
    welch("welch", y)
    theta = np.cov(y, x)[0, 1] / x.var(ddof=1)
    welch("cuped", y - theta * (x - x.mean()))
    fit = sm.OLS(y, sm.add_constant(t.astype(float))).fit(
        cov_type="cluster", cov_kwds={"groups": g}, use_t=True)
    print("cluster_robust", fit.params[1], fit.bse[1], fit.pvalues[1])
    estimate = variance = squares = 0
    for name in set(s):
        w = (s == name).mean()
        for sign, arm in ((1, t), (-1, ~t)):
            part = y[(s == name) & arm]
            v = w * w * part.var(ddof=1) / len(part)
            estimate += sign * w * part.mean()
            variance += v
            squares += v * v / (len(part) - 1)
    p = 2 * stats.t.sf(abs(estimate) / variance ** 0.5, variance ** 2 / squares)
    print("post_stratified", estimate, variance ** 0.5, p)
    """

private struct PythonFault: Error {}

/// What a script prints; throws when it fails.
private func answer(of script: String, _ argument: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", script, argument]
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw PythonFault() }
    return String(decoding: data, as: UTF8.self)
}
