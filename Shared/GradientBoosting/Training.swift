import CXGBoost

extension Booster {
    /// Trains on rows with a label each, and a weight each unless `weights` is empty.
    ///
    /// The same input, parameters and thread count give the same booster. `afterRound` hears of each
    /// round, from 1; when it answers false, training ends there and what has been learned is kept.
    package convenience init(
        training rows: FeatureMatrix, labels: [Bool], weights: [Float] = [],
        parameters: TrainingParameters, afterRound: (Int) -> Bool = { _ in true }
    ) throws(BoostingError) {
        let run = try TrainingRun(rows, labels, weights, parameters)
        for round in 1...parameters.rounds {
            try run.grow(round)
            guard afterRound(round) else { break }
        }
        try self.init(run.finished())
    }

    /// Reads a model that `bytes(as:)`, or any XGBoost since 1.7, wrote as JSON or UBJSON.
    ///
    /// XGBoost checks the form, not the sense, of what it reads: bytes from strangers need a
    /// signature or a checksum of their own.
    package convenience init(bytes: [UInt8]) throws(BoostingError) {
        guard bytes.count > 1, bytes[0] == UInt8(ascii: "{") else {
            throw .unreadableModel(reason: "neither JSON nor UBJSON")
        }
        let handle = try BoosterPointer()
        let code = XGBoosterLoadModelFromBuffer(handle.pointer, bytes, bst_ulong(bytes.count))
        guard code == 0 else { throw .unreadableModel(reason: lastReason()) }
        try self.init(handle)
    }
}

extension Booster {
    /// The booster of the trees in `text`: it predicts and explains the same to the last bit.
    package convenience init(_ text: TreeText) throws(BoostingError) {
        try self.init(bytes: Array(ModelWriter(text).json.utf8))
    }
}
