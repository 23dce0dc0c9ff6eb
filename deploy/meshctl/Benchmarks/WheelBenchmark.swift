import Foundation
import GradientBoosting

/// Times XGBoost's own Python package on the same trees and rows, in a process of its own.
struct WheelBenchmark {
    struct Figures: Decodable {
        /// One row with its SHAP values, in ms.
        let p50: Double
        let p99: Double
        /// A batch with its SHAP values on two threads.
        let rowsPerSecond: Double
    }

    private let booster: Booster
    private let rows: [[Float]]
    private let python: URL

    /// Nil, with a note, where that Python has no xgboost.
    init?(_ booster: Booster, _ rows: [[Float]], python: String) throws {
        self.booster = booster
        self.rows = rows
        self.python = URL(filePath: python)
        guard FileManager.default.isExecutableFile(atPath: python),
            try Self.run(self.python, ["-c", "import xgboost, numpy"])
        else {
            Console.note("\(python) has no xgboost: the peer is left out (`make python`)")
            return nil
        }
    }

    func figures() throws -> Figures {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "prediction-benchmark-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(try booster.bytes(as: .json)).write(to: folder.appending(path: "model.json"))
        let lines = rows.map { $0.map { $0.isNaN ? "nan" : "\($0)" }.joined(separator: ",") }
        try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: "rows.csv"))
        guard try Self.run(python, ["-c", Self.script, folder.path]) else {
            throw CocoaError(.executableLoad)
        }
        return try JSONDecoder().decode(
            Figures.self, from: try Data(contentsOf: folder.appending(path: "answer.json")))
    }

    private static func run(_ python: URL, _ arguments: [String]) throws -> Bool {
        let process = Process()
        process.executableURL = python
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private static let script = """
        import json, numpy, sys, time, xgboost
        folder = sys.argv[1]
        booster = xgboost.Booster(model_file=folder + "/model.json")
        rows = numpy.loadtxt(folder + "/rows.csv", delimiter=",", dtype="float32")
        booster.set_param({"nthread": 1})
        times = []
        for row in rows[:1000]:
            start = time.perf_counter()
            booster.predict(xgboost.DMatrix(row.reshape(1, -1)), pred_contribs=True)
            times.append((time.perf_counter() - start) * 1e3)
        times.sort()
        booster.set_param({"nthread": 2})
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < 3:
            booster.predict(xgboost.DMatrix(rows, nthread=2), pred_contribs=True)
            count += len(rows)
        answer = {"p50": times[len(times) // 2], "p99": times[len(times) * 99 // 100],
                  "rowsPerSecond": count / (time.perf_counter() - start)}
        json.dump(answer, open(folder + "/answer.json", "w"))
        """
}
