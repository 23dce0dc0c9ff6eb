import Foundation

/// The bytes of a model: a mark and a version, a head in JSON with the card, then the features.
///
///     "CMTM" · u8 version · u32 head length · head · u32 feature count
///     · u32 hash × count (ascending) · f32 rarity × count · i8 weight × count × labels
///
/// Numbers are little-endian.
package struct TextModelFile: Sendable {
    /// Read by every build of this version; a change of the features' meaning raises it.
    static let version: UInt8 = 1
    private static let mark = Array("CMTM".utf8)
    /// A head is a card and three numbers a label.
    private static let headByteCountMax = 1 << 20
    /// Far more than a model that ships; a file that claims more is none of ours.
    private static let featureCountMax = 1 << 20
    private static let labelCountMax = 1_000

    private struct Head: Codable {
        var card: TextModelCard
        var labels: [String]
        var link: TextModelLink
        var nothing: String?
        var groupWeights: [Float]
        var scales: [Float]
        var bias: [Float]
        var calibrations: [ScoreCalibration]
    }

    package static func bytes(of model: TextClassifier) throws -> [UInt8] {
        let linear = model.linear
        let head = Head(
            card: model.card, labels: model.labels, link: model.link, nothing: model.nothing,
            groupWeights: linear.table.groupWeights, scales: linear.scales, bias: linear.bias,
            calibrations: model.calibrations)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let headBytes = try encoder.encode(head)
        var bytes = mark + [version]
        bytes.append(littleEndian: UInt32(headBytes.count))
        bytes += headBytes
        bytes.append(littleEndian: UInt32(linear.table.count))
        for hash in linear.table.hashes { bytes.append(littleEndian: hash) }
        for rarity in linear.table.rarities { bytes.append(littleEndian: rarity.bitPattern) }
        bytes += linear.weights.map { UInt8(bitPattern: $0) }
        return bytes
    }

    package static func model(from bytes: [UInt8]) throws(TextModelFault) -> TextClassifier {
        var rest = bytes[...]
        guard rest.starts(with: mark) else { throw .notAModel }
        rest.removeFirst(mark.count)
        guard let found = rest.popFirst() else { throw .cut }
        guard found == version else { throw .otherVersion(found) }
        let head = try head(&rest)
        let count = Int(try rest.number())
        let labels = head.labels.count
        guard count <= featureCountMax, rest.count == count * (8 + labels) else { throw .cut }
        var hashes: [UInt32] = []
        for _ in 0..<count { hashes.append(try rest.number()) }
        var rarities: [Float] = []
        for _ in 0..<count { rarities.append(Float(bitPattern: try rest.number())) }
        guard zip(hashes, hashes.dropFirst()).allSatisfy({ $0 < $1 }),
            rarities.allSatisfy(\.isFinite)
        else { throw .notAModel }
        return TextClassifier(
            card: head.card,
            labelSet: LabelSet(names: head.labels, link: head.link, nothing: head.nothing),
            linear: LinearScores(
                table: FeatureTable(
                    hashes: hashes, rarities: rarities,
                    groupWeights: padded(head.groupWeights)),
                weights: rest.map { Int8(bitPattern: $0) }, scales: head.scales, bias: head.bias),
            calibrations: head.calibrations)
    }

    /// A model from before a group of features came gives it no weight.
    private static func padded(_ weights: [Float]) -> [Float] {
        let count = FeatureReader.Group.allCases.count
        return weights + [Float](repeating: 0, count: count - weights.count)
    }

    private static func head(_ rest: inout ArraySlice<UInt8>) throws(TextModelFault) -> Head {
        let length = Int(try rest.number())
        guard length <= headByteCountMax, length <= rest.count else { throw .cut }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(rest.prefix(length)))
        else { throw .notAModel }
        rest.removeFirst(length)
        let count = head.labels.count
        guard (1...labelCountMax).contains(count), head.scales.count == count,
            head.bias.count == count, head.calibrations.count == count,
            head.groupWeights.count <= FeatureReader.Group.allCases.count
        else { throw .notAModel }
        return head
    }
}

/// Why bytes are no model.
package enum TextModelFault: Error, Hashable, Sendable, CustomStringConvertible {
    case notAModel
    case cut
    case otherVersion(UInt8)

    package var description: String {
        switch self {
        case .notAModel: "it is not a model that `meshctl tracker train` wrote"
        case .cut: "the model is cut off or damaged; train it again"
        case .otherVersion(let version):
            "the model has version \(version), not \(TextModelFile.version); train it again"
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian number: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

extension ArraySlice<UInt8> {
    /// Takes a little-endian number off the front.
    fileprivate mutating func number() throws(TextModelFault) -> UInt32 {
        guard count >= 4 else { throw .cut }
        var number: UInt32 = 0
        for (place, byte) in prefix(4).enumerated() { number |= UInt32(byte) << UInt32(place * 8) }
        removeFirst(4)
        return number
    }
}
