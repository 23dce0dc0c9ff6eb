/// Eight numbers that are worked on at once.
typealias Block = SIMD8<Float>

/// A matrix by rows, each padded with zeros to whole blocks.
struct BlockMatrix: Hashable, Sendable {
    let rowCount: Int
    let blocksPerRow: Int
    var blocks: [Block]

    init(rowCount: Int, columnCount: Int) {
        self.rowCount = rowCount
        blocksPerRow = (columnCount + Block.scalarCount - 1) / Block.scalarCount
        blocks = Array(repeating: .zero, count: rowCount * blocksPerRow)
    }

    /// `sum += scale · row`.
    func add(row: Int, times scale: Float, to sum: inout [Block]) {
        let start = row * blocksPerRow
        for index in 0..<blocksPerRow { sum[index] += blocks[start + index] * scale }
    }

    /// The scalar product of a row.
    func product(row: Int, _ vector: [Block]) -> Float {
        let start = row * blocksPerRow
        var sum = Block.zero
        for index in 0..<blocksPerRow { sum += blocks[start + index] * vector[index] }
        return sum.sum()
    }

    /// `row += scale · vector`.
    mutating func add(_ vector: [Block], times scale: Float, toRow row: Int) {
        let start = row * blocksPerRow
        for index in 0..<blocksPerRow { blocks[start + index] += vector[index] * scale }
    }

    subscript(row: Int, column: Int) -> Float {
        get {
            let (block, lane) = column.quotientAndRemainder(dividingBy: Block.scalarCount)
            return blocks[row * blocksPerRow + block][lane]
        }
        set {
            let (block, lane) = column.quotientAndRemainder(dividingBy: Block.scalarCount)
            blocks[row * blocksPerRow + block][lane] = newValue
        }
    }
}

/// By Lambert's continued fraction; within 10⁻⁴ everywhere.
func hyperbolicTangent(_ block: Block) -> Block {
    let limit = Block(repeating: 4.97)
    let x = pointwiseMin(pointwiseMax(block, -limit), limit)
    let square = x * x
    let top = x * (135_135 + square * (17_325 + square * (378 + square)))
    let bottom = 135_135 + square * (62_370 + square * (3_150 + square * 28))
    return top / bottom
}

/// 1 / (1 + e⁻ˣ).
func logistic(_ block: Block) -> Block { 0.5 + 0.5 * hyperbolicTangent(block * 0.5) }
