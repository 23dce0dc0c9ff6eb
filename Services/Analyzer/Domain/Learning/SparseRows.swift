/// Texts as rows of a sparse matrix, row after row.
struct SparseRows: Sendable {
    private(set) var starts: [Int] = [0]
    private(set) var columns: [Int32] = []
    private(set) var values: [Float] = []
    let columnCount: Int

    var count: Int { starts.count - 1 }

    init(_ samples: [TextSample], in table: FeatureTable) {
        columnCount = table.count
        var reader = FeatureReader()
        var scratch: [UInt32] = []
        for sample in samples {
            reader.read(sample)
            table.forEachFeature(of: reader, scratch: &scratch) { column, value in
                columns.append(Int32(column))
                values.append(value)
            }
            starts.append(columns.count)
        }
    }
}
