import CXGBoost

/// XGBoost's handle, freed exactly once.
///
/// `@unchecked Sendable` is right because only `Booster` shares it, and `Booster` makes no call that
/// changes it.
struct BoosterPointer: ~Copyable, @unchecked Sendable {
    let pointer: BoosterHandle

    /// A booster without trees, for the features of `data` when there are any.
    init(for data: DMatrixHandle? = nil) throws(BoostingError) {
        var made: BoosterHandle?
        var caches = [data]
        let code = XGBoosterCreate(&caches, data == nil ? 0 : 1, &made)
        try check("XGBoosterCreate", code)
        guard let made else { throw .refused(call: "XGBoosterCreate", reason: "no booster") }
        pointer = made
    }

    /// The first `count` rounds of another booster.
    init(first count: Int, roundsOf other: borrowing BoosterPointer) throws(BoostingError) {
        var made: BoosterHandle?
        try check("XGBoosterSlice", XGBoosterSlice(other.pointer, 0, CInt(count), 1, &made))
        guard let made else { throw .refused(call: "XGBoosterSlice", reason: "no booster") }
        pointer = made
    }

    deinit { XGBoosterFree(pointer) }

    func bytes(as format: BoosterFormat) throws(BoostingError) -> [UInt8] {
        var count: bst_ulong = 0
        var start: UnsafePointer<CChar>?
        try check(
            "XGBoosterSaveModelToBuffer",
            XGBoosterSaveModelToBuffer(
                pointer, "{\"format\": \"\(format.rawValue)\"}", &count, &start))
        return Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    func set(_ name: String, _ value: String) throws(BoostingError) {
        try check("XGBoosterSetParam", XGBoosterSetParam(pointer, name, value))
    }
}
