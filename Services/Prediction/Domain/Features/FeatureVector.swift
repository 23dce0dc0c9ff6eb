import Identifiers

/// The features after some message, and which message last moved each.
package struct FeatureVector: Hashable, Sendable {
    /// In the order of `Feature.all`; NaN where the conversation shows nothing of it.
    package private(set) var values: [Float]
    package private(set) var movedBy: [MessageID?]

    init() {
        values = Array(repeating: .nan, count: Feature.all.count)
        movedBy = Array(repeating: nil, count: Feature.all.count)
    }

    mutating func update(_ numbers: [Double?], by message: MessageID?) {
        for (index, number) in numbers.enumerated() {
            let value = number.map(Float.init) ?? .nan
            guard value.bitPattern != values[index].bitPattern else { continue }
            values[index] = value
            movedBy[index] = message
        }
    }

    /// Whether an act that closes the conversation was heard: an accept, a reject or a quit.
    package var isClosed: Bool { FeatureVector.isClosed(values) }

    /// Whether these values, in the order of `Feature.all`, hold an act that closes.
    package static func isClosed(_ values: [Float]) -> Bool {
        closingPlaces.contains { values[$0] > 0.5 }
    }

    private static let closingPlaces = [
        WholeFeature.dealAccepted, .dealRejected, .conversationQuit,
    ].compactMap { Feature.all.firstIndex(of: .whole($0)) }

    /// Compares bits, so that NaN equals NaN.
    package static func == (left: FeatureVector, right: FeatureVector) -> Bool {
        left.movedBy == right.movedBy
            && left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
    }

    package func hash(into hasher: inout Hasher) {
        for value in values { hasher.combine(value.bitPattern) }
        hasher.combine(movedBy)
    }
}
