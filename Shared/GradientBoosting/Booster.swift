import CXGBoost

/// A trained ensemble of trees, made by XGBoost, that never changes again.
///
/// Any number of threads may ask it at once. XGBoost promises that since 1.4 for boosters of trees,
/// as long as nobody trains, loads into or configures the same booster meanwhile; here those three
/// happen only before an object of this type exists, which also asks once so that the library's lazy
/// configuration is over. A call works on the caller's own thread and starts no other.
package final class Booster: Sendable {
    package let featureCount: Int
    private let handle: BoosterPointer
    private let explainer: TreeExplainer

    init(_ handle: consuming BoosterPointer) throws(BoostingError) {
        var count: bst_ulong = 0
        try handle.set("nthread", "1")
        try handle.set("verbosity", "0")
        try check("XGBoosterGetNumFeature", XGBoosterGetNumFeature(handle.pointer, &count))
        guard count > 0 else { throw .unreadableModel(reason: "it has no features") }
        featureCount = Int(count)
        explainer = TreeExplainer(try TreeText(of: handle, featureCount: featureCount))
        self.handle = handle
        _ = try margin(of: Array(repeating: .nan, count: featureCount))
    }

    /// The log-odds for one row; about 25 µs with 200 small trees.
    package func margin(of row: [Float]) throws(BoostingError) -> Double {
        try refuseOtherWidth(row.count)
        return try predictInPlace(row)[0]
    }

    /// The log-odds of every row.
    package func margins(of rows: FeatureMatrix) throws(BoostingError) -> [Double] {
        try refuseOtherWidth(rows.columnCount)
        guard rows.rowCount > 0 else { return [] }
        return try predictInPlace(rows.values)
    }

    /// Exact SHAP values of one row, in log-odds; a few µs with 300 small trees.
    package func contributions(of row: [Float]) throws(BoostingError) -> Contributions {
        try refuseOtherWidth(row.count)
        return explainer.contributions(of: row)
    }

    /// Exact SHAP values of every row, in log-odds.
    package func contributions(of rows: FeatureMatrix) throws(BoostingError) -> [Contributions] {
        try refuseOtherWidth(rows.columnCount)
        return (0..<rows.rowCount).map { explainer.contributions(of: rows[$0]) }
    }

    /// The model in XGBoost's own format.
    package func bytes(as format: BoosterFormat = .ubj) throws(BoostingError) -> [UInt8] {
        try handle.bytes(as: format)
    }

    /// Rounds of boosting behind the model.
    package func rounds() throws(BoostingError) -> Int {
        var rounds: CInt = 0
        try check("XGBoosterBoostedRounds", XGBoosterBoostedRounds(handle.pointer, &rounds))
        return Int(rounds)
    }

    private func refuseOtherWidth(_ found: Int) throws(BoostingError) {
        guard found == featureCount else {
            throw .wrongFeatureCount(expected: featureCount, found: found)
        }
    }

    private func predictInPlace(_ values: [Float]) throws(BoostingError) -> [Double] {
        try values.withUnsafeBufferPointer { (buffer) throws(BoostingError) in
            let address = UInt(bitPattern: buffer.baseAddress)
            let array = """
                {"data":[\(address),true],"shape":[\(buffer.count / featureCount),\(featureCount)],\
                "typestr":"<f4","version":3}
                """
            return try read("XGBoosterPredictFromDense") { shape, dimensions, numbers in
                XGBoosterPredictFromDense(
                    handle.pointer, array, marginConfig, nil, shape, dimensions, numbers)
            }
        }
    }
}

/// How much each feature speaks for success (positive) or against it, in log-odds.
///
/// The features' numbers and the bias add up to the margin.
package struct Contributions: Hashable, Sendable {
    package let features: [Double]
    package let bias: Double
}

/// XGBoost's two current formats: text and its binary twin.
package enum BoosterFormat: String, Sendable { case json, ubj }

/// Log-odds by all trees.
private let marginConfig = """
    {"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true,\
    "missing":NaN,"cache_id":0}
    """

private typealias Shape = UnsafeMutablePointer<UnsafePointer<bst_ulong>?>
private typealias Numbers = UnsafeMutablePointer<UnsafePointer<Float>?>

/// Copies what a prediction leaves in the thread's own buffer before the next call reuses it.
private func read(
    _ call: StaticString, _ predict: (Shape, UnsafeMutablePointer<bst_ulong>, Numbers) -> CInt
) throws(BoostingError) -> [Double] {
    var shape: UnsafePointer<bst_ulong>?
    var dimensions: bst_ulong = 0
    var numbers: UnsafePointer<Float>?
    try check(call, predict(&shape, &dimensions, &numbers))
    var count = 1
    for dimension in 0..<Int(dimensions) { count *= Int(shape?[dimension] ?? 0) }
    return UnsafeBufferPointer(start: numbers, count: numbers == nil ? 0 : count).map(Double.init)
}
