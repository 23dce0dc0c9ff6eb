import Foundation
import GradientBoosting
import Testing

private let python = ".mesh/python/bin/python"

private let hasWheel: Bool = {
    guard FileManager.default.isExecutableFile(atPath: python) else { return false }
    return (try? run("import numpy, shap, xgboost")) == 0
}()

/// Against two Python packages: XGBoost's own, which reads the same file with other code around it,
/// and shap, which computes SHAP values by code of its own.
@Suite(
    .enabled(
        if: hasWheel,
        "xgboost and shap are not in .mesh/python: run make python"))
struct WheelTests {
    @Test(arguments: [2, 4]) func predictsAndExplainsAThousandRowsAsTheyDo(depth: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wheel-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (booster, rows) = try trained(rounds: 30, depth: depth, count: 1_000)
        try Data(try booster.bytes(as: .json)).write(to: folder.appending(path: "model.json"))
        let lines = (0..<rows.rowCount).map { row in
            rows[row].map { $0.isNaN ? "nan" : "\($0)" }.joined(separator: ",")
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: "rows.csv"))
        #expect(try run(script, folder.path) == 0)
        let answer = try String(contentsOf: folder.appending(path: "answer.csv"), encoding: .utf8)
        let told = answer.split(separator: "\n")
            .map { $0.split(separator: ",").compactMap { Double($0) } }
        let margins = try booster.margins(of: rows)
        let contributions = try booster.contributions(of: rows)
        try #require(told.count == rows.rowCount)
        for row in told.indices {
            #expect(abs(told[row][0] - margins[row]) < 1e-5)
            let ours = contributions[row].features + [contributions[row].bias]
            let wheels = told[row].dropFirst().prefix(ours.count)
            #expect(zip(wheels, ours).allSatisfy { abs($0 - $1) < 1e-5 })
            let shaps = told[row].dropFirst(1 + ours.count)
            try #require(shaps.count == contributions[row].features.count)
            #expect(
                zip(shaps, contributions[row].features).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }
}

private let script = """
    import numpy, shap, sys, xgboost
    folder = sys.argv[1]
    booster = xgboost.Booster(model_file=folder + "/model.json")
    values = numpy.loadtxt(folder + "/rows.csv", delimiter=",", dtype="float32")
    rows = xgboost.DMatrix(values)
    margins = booster.predict(rows, output_margin=True)
    parts = booster.predict(rows, pred_contribs=True)
    explainer = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    explainer.model.model_type = "internal"  # shap's own code, not a call back into xgboost
    others = explainer.shap_values(values, check_additivity=False)
    answer = numpy.column_stack([margins, parts, others])
    numpy.savetxt(folder + "/answer.csv", answer, delimiter=",")
    """

/// Runs a Python script to its end; its exit code.
private func run(_ script: String, _ arguments: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", script] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}
