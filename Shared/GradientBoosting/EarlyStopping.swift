import CXGBoost

/// Rows that a training does not learn from, by which it knows when to stop.
package struct HeldBackRows: Sendable {
    package var rows: FeatureMatrix
    package var labels: [Bool]
    /// One each, unless it is empty.
    package var weights: [Float]
    /// Rounds without a better log loss after which training ends.
    package var patience: Int

    package init(
        rows: FeatureMatrix, labels: [Bool], weights: [Float] = [], patience: Int = 25
    ) {
        self.rows = rows
        self.labels = labels
        self.weights = weights
        self.patience = patience
    }
}

extension Booster {
    /// Trains until the log loss of rows held back has not fallen for as many rounds as their
    /// patience, and keeps the rounds up to the best one.
    package convenience init(
        training rows: FeatureMatrix, labels: [Bool], weights: [Float] = [],
        stoppingBy held: HeldBackRows, parameters: TrainingParameters,
        afterRound: (Int) -> Bool = { _ in true }
    ) throws(BoostingError) {
        guard held.labels.count == held.rows.rowCount, held.patience > 0,
            [0, held.labels.count].contains(held.weights.count)
        else {
            throw .unmatchedRows(
                rows: held.rows.rowCount, labels: held.labels.count, weights: held.weights.count)
        }
        let session = try TrainingRun(rows, labels, weights, parameters)
        let judge = try DataMatrix(held.rows)
        try judge.set("label", held.labels.map { $0 ? 1 : 0 })
        if !held.weights.isEmpty { try judge.set("weight", held.weights) }
        var (best, bestRound) = (Double.infinity, 0)
        for round in 1...parameters.rounds {
            try session.grow(round)
            let loss = try session.logLoss(of: judge, round)
            if loss < best { (best, bestRound) = (loss, round) }
            guard afterRound(round), round - bestRound < held.patience else { break }
        }
        try self.init(BoosterPointer(first: max(1, bestRound), roundsOf: session.booster))
    }
}

/// A booster while it grows, and the rows that it grows on.
struct TrainingRun: ~Copyable {
    let booster: BoosterPointer
    private let data: DataMatrix

    init(
        _ rows: FeatureMatrix, _ labels: [Bool], _ weights: [Float],
        _ parameters: TrainingParameters
    ) throws(BoostingError) {
        guard rows.rowCount > 0 else { throw .emptyData }
        guard labels.count == rows.rowCount, [0, rows.rowCount].contains(weights.count) else {
            throw .unmatchedRows(
                rows: rows.rowCount, labels: labels.count, weights: weights.count)
        }
        let settings = try parameters.settings(featureCount: rows.columnCount)
        let data = try DataMatrix(rows)
        try data.set("label", labels.map { $0 ? 1 : 0 })
        if !weights.isEmpty { try data.set("weight", weights) }
        let booster = try BoosterPointer(for: data.handle)
        for (name, value) in settings { try booster.set(name, value) }
        self.data = data
        self.booster = booster
    }

    /// Adds the trees of one round; rounds count from 1.
    func grow(_ round: Int) throws(BoostingError) {
        try check(
            "XGBoosterUpdateOneIter",
            XGBoosterUpdateOneIter(booster.pointer, CInt(round - 1), data.handle))
    }

    /// The booster, once nothing more is to grow.
    consuming func finished() -> BoosterPointer { booster }

    /// XGBoost's own measure of the trees so far on other rows.
    func logLoss(of judge: borrowing DataMatrix, _ round: Int) throws(BoostingError) -> Double {
        var handles: [DMatrixHandle?] = [judge.handle]
        var text: UnsafePointer<CChar>?
        let code = "held".withCString { name in
            var names: [UnsafePointer<CChar>?] = [name]
            return XGBoosterEvalOneIter(
                booster.pointer, CInt(round - 1), &handles, &names, 1, &text)
        }
        try check("XGBoosterEvalOneIter", code)
        // "[7]\theld-logloss:0.3251"
        guard let text, let number = String(cString: text).split(separator: ":").last,
            let loss = Double(number)
        else { throw .refused(call: "XGBoosterEvalOneIter", reason: "no log loss") }
        return loss
    }
}
