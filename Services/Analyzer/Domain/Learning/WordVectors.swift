import Foundation

/// Where words stand among all words: near each other when they are used alike.
///
/// A table from the hash of a word to a vector of whole numbers, frequent words shortened, since
/// they tell less. Only a trained model says what a direction means.
struct WordVectors: Sendable {
    /// Numbers of one vector, as in the source.
    static let dimensionCount = 50
    /// One unit of a stored number.
    private static let unit: Float = 1 / 127

    /// Of GloVe 6B; its card, `WordVectorTable.md`, stands beside it.
    static let shipped = WordVectors(base64: WordVectorTable.bytes)

    private let hashes: [UInt32]
    private let numbers: [Int8]
    /// Open addressing, twice as many slots as words or more; −1 is empty.
    private let slots: [Int32]

    /// `u32 hash × n (ascending) · i8 × n × 50`, little-endian.
    init(base64: String) {
        let bytes = [UInt8](
            Data(base64Encoded: base64, options: .ignoreUnknownCharacters) ?? Data())
        let count = bytes.count / (4 + Self.dimensionCount)
        hashes = (0..<count).map { word in
            (0..<4).reduce(0) { $0 | UInt32(bytes[word * 4 + $1]) << UInt32($1 * 8) }
        }
        numbers = bytes[(count * 4)...].map { Int8(bitPattern: $0) }
        var size = 16
        while size < count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for (place, hash) in hashes.enumerated() {
            var slot = Int(hash) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(place)
        }
        self.slots = slots
    }

    /// How many words are known.
    var count: Int { hashes.count }

    /// Adds the vector of a word in small letters; false where the word is unknown.
    func add(_ word: ArraySlice<UInt8>, to sum: inout [Float]) -> Bool {
        guard let place = place(of: FeatureHash("w").adding(word).value) else { return false }
        let start = place * Self.dimensionCount
        for dimension in 0..<Self.dimensionCount {
            sum[dimension] += Float(numbers[start + dimension]) * Self.unit
        }
        return true
    }

    private func place(of hash: UInt32) -> Int? {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            if hashes[Int(slots[slot])] == hash { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}
