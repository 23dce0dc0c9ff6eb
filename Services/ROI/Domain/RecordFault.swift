import Identifiers

/// A recorded figure that cannot be: the message names it and the limit it met.
package struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    /// Hours in ten years.
    static let hoursMax = 87_672.0

    static func check(
        _ value: Double, named name: String, in range: ClosedRange<Double>
    ) throws(RecordFault) {
        guard range.contains(value) else {
            throw RecordFault("\(name) must be between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    static func check(_ money: Money, named name: String) throws(RecordFault) {
        guard money.minorUnits >= 0 else { throw RecordFault("\(name) must not be negative") }
        guard Currencies.codes.contains(money.currency) else {
            throw RecordFault(
                "\(name) must name a currency of ISO 4217 that people pay in, such as USD")
        }
    }
}
