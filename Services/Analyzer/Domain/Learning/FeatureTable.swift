import Foundation

/// The features that a model knows, with what each is worth by its rarity.
struct FeatureTable: Sendable {
    /// Ascending; a feature's place is its column.
    let hashes: [UInt32]
    /// ln((1 + texts) / (1 + texts that have it)) + 1, in the order of `hashes`.
    let rarities: [Float]
    /// How much each group counts, in the order of `FeatureReader.Group`.
    let groupWeights: [Float]
    /// Open addressing, twice as many slots as features or more; −1 is empty.
    private let slots: [Int32]
    private let mask: UInt32
    /// The column of each dimension of a text's meaning; empty where the model does not ask for it.
    private let meaningColumns: [Int]

    init(hashes: [UInt32], rarities: [Float], groupWeights: [Float]) {
        self.hashes = hashes
        self.rarities = rarities
        self.groupWeights = groupWeights
        var size = 16
        while size < hashes.count * 2 { size *= 2 }
        mask = UInt32(size - 1)
        var slots = [Int32](repeating: -1, count: size)
        for (column, hash) in hashes.enumerated() {
            var slot = Int(hash & mask)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(column)
        }
        self.slots = slots
        let columns = Dictionary(
            uniqueKeysWithValues: hashes.enumerated().map { ($0.element, $0.offset) })
        let meaning = (0..<WordVectors.dimensionCount).compactMap {
            columns[FeatureReader.feature(ofDimension: $0)]
        }
        meaningColumns = meaning.count == WordVectors.dimensionCount ? meaning : []
    }

    var count: Int { hashes.count }

    func column(of hash: UInt32) -> Int? {
        var slot = Int(hash & mask)
        while slots[slot] >= 0 {
            if hashes[Int(slots[slot])] == hash { return Int(slots[slot]) }
            slot = (slot + 1) & Int(mask)
        }
        return nil
    }

    /// Calls `body` with the column and the value of each feature known, by group and column.
    func forEachFeature(
        of reader: FeatureReader, scratch: inout [UInt32], _ body: (Int, Float) -> Void
    ) {
        let meaningWeight = groupWeights[FeatureReader.Group.meaning.rawValue]
        for (dimension, column) in meaningColumns.enumerated() {
            body(column, reader.meaning[dimension] * meaningWeight)
        }
        for (group, hashes) in reader.features.enumerated() where groupWeights[group] > 0 {
            scratch.removeAll(keepingCapacity: true)
            for hash in hashes {
                if let column = column(of: hash) { scratch.append(UInt32(column)) }
            }
            scratch.sort()
            var square: Float = 0
            forEachRun(scratch) { square += value($0, times: $1) * value($0, times: $1) }
            guard square > 0 else { continue }
            let scale = groupWeights[group] / square.squareRoot()
            forEachRun(scratch) { body(Int($0), value($0, times: $1) * scale) }
        }
    }

    private func value(_ column: UInt32, times: Int) -> Float {
        (times == 1 ? 1 : 1 + logf(Float(times))) * rarities[Int(column)]
    }

    private func forEachRun(_ sorted: [UInt32], _ body: (UInt32, Int) -> Void) {
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
            body(sorted[start], end - start)
            start = end
        }
    }
}

extension FeatureTable {
    /// The features that at least `textCountMin` of the texts have.
    init(
        learnedFrom samples: [TextSample], textCountMin: Int, groupWeights: [Float],
        keeping kept: Set<UInt32>? = nil
    ) {
        var counts: [UInt32: UInt32] = [:]
        var reader = FeatureReader()
        for sample in samples {
            reader.read(sample)
            for features in reader.features {
                for feature in Set(features) { counts[feature, default: 0] += 1 }
            }
        }
        var known = counts.filter { feature, count in
            count >= textCountMin && kept?.contains(feature) ?? true
        }
        if groupWeights[FeatureReader.Group.meaning.rawValue] > 0 {
            for dimension in 0..<WordVectors.dimensionCount {
                known[FeatureReader.feature(ofDimension: dimension)] = UInt32(samples.count)
            }
        }
        let hashes = known.keys.sorted()
        self.init(
            hashes: hashes,
            rarities: hashes.map { hash in
                logf(Float(1 + samples.count) / Float(1 + known[hash, default: 0])) + 1
            }, groupWeights: groupWeights)
    }
}
