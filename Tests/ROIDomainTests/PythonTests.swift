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
    /// The sample with its teams, and without them.
    @Test(arguments: [(true, 4), (false, 4)])
    func everyMethodIsThatOfPython(byTeam: Bool, count: Int) throws {
        let table = try TextTable(parsing: ExperimentTests.sample.utf8)
        let columns = byTeam ? table.columns : table.columns.map { $0 == "team" ? "desk" : $0 }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
        let lines = [columns] + table.rows
        try Data(lines.map { $0.joined(separator: ",") }.joined(separator: "\n").utf8)
            .write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let told = try answer(of: byTeam ? clusteredScript : script, file.path)
        var request = CausalReport.Request()
        request.columns.outcomes = ["sales", "sales/calls"]
        if byTeam { request.columns.stratum = "office" }
        let effects = try CausalReport(TextTable(columns: columns, rows: table.rows), request)
            .effects
        for line in told.split(separator: "\n") {
            let words = line.split(separator: " ")
            let known = words.dropFirst().compactMap { Double($0) }
            let effect = try #require(effects.first { $0.method.rawValue == words[0] })
            let ours = [effect.estimate, effect.standardError, effect.pValue]
            for (our, value) in zip(ours, known) { #expect(abs(our - value) < 1e-8, "\(line)") }
        }
        #expect(told.split(separator: "\n").count == count)
    }
}

private let script = """
    import csv, sys
    import numpy as np
    from scipy import stats
    rows = list(csv.DictReader(open(sys.argv[1])))
    y = np.array([float(r["sales"]) for r in rows])
    x = np.array([float(r["pre_sales"]) for r in rows])
    t = np.array([r["arm"] == "coached" for r in rows])
    s = np.array([r["stratum"] for r in rows])
    def welch(name, y):
        r = stats.ttest_ind(y[t], y[~t], equal_var=False)
        d = y[t].mean() - y[~t].mean()
        print(name, d, d / r.statistic, r.pvalue)
    welch("welch", y)
    theta = np.cov(y, x)[0, 1] / x.var(ddof=1)
    welch("cuped", y - theta * (x - x.mean()))
    d = np.array([float(r["calls"]) for r in rows])
    r = [y[k].sum() / d[k].sum() for k in (t, ~t)]
    z = [r[i] + (y[k] - r[i] * d[k]) / d[k].mean() for i, k in enumerate((t, ~t))]
    w = stats.ttest_ind(*z, equal_var=False)
    print("ratio_delta", r[0] - r[1], (r[0] - r[1]) / w.statistic, w.pvalue)
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

/// CR2 and its degrees of freedom by matrices, as Bell and McCaffrey write them.
private let clusteredScript = """
    import csv, sys
    import numpy as np
    import statsmodels.api as sm
    from scipy import stats
    rows = list(csv.DictReader(open(sys.argv[1])))
    y = np.array([float(r["sales"]) for r in rows])
    x = np.array([float(r["pre_sales"]) for r in rows])
    d = np.array([float(r["calls"]) for r in rows])
    t = np.array([r["arm"] == "coached" for r in rows])
    o = np.array([int(r["office"]) for r in rows])
    g = np.array([int(r["team"][1:]) for r in rows])
    def cr2(name, y, X, c, weights=None):
        w = np.ones(len(y)) if weights is None else weights
        s = np.sqrt(w)
        X, y = X * s[:, None], y * s
        M = np.linalg.inv(X.T @ X)
        b, H = M @ X.T @ y, X @ M @ X.T
        e, scores, p = y - X @ b, [], []
        for k in np.unique(g):
            i = np.where(g == k)[0]
            v, U = np.linalg.eigh(np.eye(len(i)) - H[np.ix_(i, i)])
            A = U @ np.diag(v ** -0.5) @ U.T
            a = np.zeros(len(y))
            a[i] = A @ X[i] @ M @ c
            p.append((np.eye(len(y)) - H) @ a)
            scores.append(a @ e)
        B = np.array(p) @ np.array(p).T
        df = np.trace(B) ** 2 / np.trace(B @ B)
        se = np.sum(np.square(scores)) ** 0.5
        print(name, c @ b, se, 2 * stats.t.sf(abs(c @ b) / se, df))
    arms = np.column_stack([~t, t]).astype(float)
    contrast = np.array([-1.0, 1.0])
    cr2("cluster_robust", y, arms, contrast)
    cr2("ratio_delta", y / d, arms, contrast, d)
    theta = np.cov(y, x)[0, 1] / x.var(ddof=1)
    cr2("cuped", y - theta * (x - x.mean()), arms, contrast)
    cells = np.column_stack([(o == k) & (t == a) for k in (0, 1) for a in (False, True)])
    share = [(o == k).mean() for k in (0, 1)]
    cr2("post_stratified", y, cells.astype(float),
        np.array([-share[0], share[0], -share[1], share[1]]))
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
