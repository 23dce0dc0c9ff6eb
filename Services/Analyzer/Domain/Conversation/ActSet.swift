import Identifiers

/// The acts of one message, in the order of the vocabulary.
package struct ActSet: Hashable, Sendable {
    private var bits: UInt64 = 0

    package init(_ acts: MessageAct...) {
        for act in acts { insert(act) }
    }

    package var isEmpty: Bool { bits == 0 }
    package var list: [MessageAct] {
        MessageAct.allCases.enumerated().compactMap {
            bits >> UInt64($0.offset) & 1 == 1 ? $0.element : nil
        }
    }

    package func contains(_ act: MessageAct) -> Bool { bits >> UInt64(act.place) & 1 == 1 }
    package mutating func insert(_ act: MessageAct) { bits |= 1 << UInt64(act.place) }
    package mutating func remove(_ act: MessageAct) { bits &= ~(1 << UInt64(act.place)) }
}

extension MessageAct {
    private static let places: [MessageAct: Int] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

    /// Its place in the vocabulary, looked up once instead of counted each time.
    fileprivate var place: Int { Self.places[self, default: 0] }
}
