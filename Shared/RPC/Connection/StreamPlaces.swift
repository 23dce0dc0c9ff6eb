/// Where the open streams of a connection are kept: a number for each id.
///
/// Open addressing with linear probing and no tombstones (Knuth, The Art of Computer Programming
/// 6.4, algorithm R). A dictionary would spend a keyed hash on every frame. Ids in a row are spread
/// evenly by the golden ratio; a peer that chooses them to collide makes us look at no more cells
/// than it has streams open, which costs less than the frame did.
struct StreamPlaces: Sendable {
    private struct Cell {
        /// 0, which no stream has, for a free cell.
        var id: UInt32 = 0
        var place: UInt32 = 0
    }

    private(set) var count = 0
    private var cells: [Cell]
    /// What is left of a product's 32 bits are those of a cell's index.
    private var shift: UInt32

    /// The cells that a table begins with; they double when more than half are taken.
    private static let firstCellCount = 16

    /// 2³² divided by the golden ratio, made odd.
    private static let factor: UInt32 = 0x9E37_79B9

    init() {
        cells = Array(repeating: Cell(), count: Self.firstCellCount)
        shift = UInt32(32 - Self.firstCellCount.trailingZeroBitCount)
    }

    subscript(id: UInt32) -> Int? {
        let index = index(of: id)
        return cells[index].id == id && id != 0 ? Int(cells[index].place) : nil
    }

    /// `id` is not 0 and not here yet.
    mutating func insert(_ id: UInt32, _ place: Int) {
        if (count + 1) * 2 > cells.count { grow() }
        let index = index(of: id)
        assert(id != 0 && cells[index].id == 0, "a stream is opened once")
        cells[index] = Cell(id: id, place: UInt32(place))
        count += 1
    }

    mutating func remove(_ id: UInt32) {
        var hole = index(of: id)
        guard id != 0, cells[hole].id == id else { return }
        count -= 1
        // What stands behind, up to the next free cell, moves into the hole where it may.
        var index = next(hole)
        while cells[index].id != 0 {
            let home = home(of: cells[index].id)
            if distance(home, index) >= distance(hole, index) {
                cells[hole] = cells[index]
                hole = index
            }
            index = next(index)
        }
        cells[hole] = Cell()
    }

    /// The cell that has `id`, or the free one where it belongs.
    private func index(of id: UInt32) -> Int {
        var index = home(of: id)
        while cells[index].id != id && cells[index].id != 0 { index = next(index) }
        return index
    }

    private func home(of id: UInt32) -> Int { Int((id &* Self.factor) >> shift) }
    private func next(_ index: Int) -> Int { (index + 1) & (cells.count - 1) }
    private func distance(_ from: Int, _ to: Int) -> Int { (to - from) & (cells.count - 1) }

    private mutating func grow() {
        let old = cells
        cells = Array(repeating: Cell(), count: old.count * 2)
        shift -= 1
        count = 0
        for cell in old where cell.id != 0 { insert(cell.id, Int(cell.place)) }
    }
}
