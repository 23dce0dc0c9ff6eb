import Foundation

/// Evenly spaced values of one thing over time, oldest first.
package struct HistoricalSeries: Hashable, Sendable {
    package let id: String
    package let values: [Double]
    /// Values in a season; 1 without one.
    package let period: Int

    package init(id: String, values: [Double], period: Int = 1) {
        self.id = id
        self.values = values
        self.period = period
    }

    /// The same series as it was `count` values ago.
    func withoutLast(_ count: Int) -> HistoricalSeries {
        HistoricalSeries(id: id, values: Array(values.dropLast(count)), period: period)
    }
}

/// The scale on which errors of a series are alike: logarithms where every value is above zero.
struct ErrorScale: Hashable, Sendable {
    let isLogarithmic: Bool
    /// A forecast that falls below it is taken for it, where logarithms would have no end.
    private let floor: Double

    init(_ values: [Double]) {
        let least = values.min() ?? 0
        isLogarithmic = least > 0
        floor = least / 10
    }

    func inward(_ value: Double) -> Double { isLogarithmic ? log(max(value, floor)) : value }

    func outward(_ value: Double) -> Double { isLogarithmic ? exp(min(value, 700)) : value }
}
