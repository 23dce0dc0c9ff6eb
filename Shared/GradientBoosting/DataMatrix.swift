import CXGBoost

/// XGBoost's own copy of some rows, freed with this object's life.
struct DataMatrix: ~Copyable {
    let handle: DMatrixHandle

    init(_ rows: FeatureMatrix) throws(BoostingError) {
        guard rows.rowCount > 0 else { throw .emptyData }
        var made: DMatrixHandle?
        let (height, width) = (bst_ulong(rows.rowCount), bst_ulong(rows.columnCount))
        let code = XGDMatrixCreateFromMat_omp(rows.values, height, width, .nan, &made, 1)
        try check("XGDMatrixCreateFromMat_omp", code)
        guard let made else { throw .emptyData }
        handle = made
    }

    deinit { XGDMatrixFree(handle) }

    /// Sets one number per row, such as `label` or `weight`.
    func set(_ field: String, _ numbers: [Float]) throws(BoostingError) {
        try check(
            "XGDMatrixSetFloatInfo",
            XGDMatrixSetFloatInfo(handle, field, numbers, bst_ulong(numbers.count)))
    }
}
