import Identifiers
import Statistics

/// A 95 % interval.
package struct Interval: Hashable, Sendable {
    package let lower: Double
    package let upper: Double

    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}

/// Resamples independent units with replacement and reads intervals off the statistics.
///
/// The bias-corrected and accelerated interval (BCa) of B. Efron, "Better Bootstrap Confidence
/// Intervals", JASA 82 (1987), with the acceleration from the jackknife. Too narrow for very few
/// units, as every bootstrap is.
package struct Bootstrap<Unit: AdditiveArithmetic> {
    /// Enough for the ends of a 95 % interval to stand still to about a fiftieth of its width.
    package static var replicateCount: Int { 2_000 }

    /// Statistics in which more replicates than this share are undefined get no interval.
    static var undefinedShareMax: Double { 0.05 }

    private let whole: Unit
    let replicates: [Unit]
    private let leavingOneOut: [Unit]

    /// Draws the replicates: O(replicates × units) sums.
    ///
    /// - Parameters:
    ///   - units: at least one; what is summed in a replicate is as many of them.
    ///   - generator: its state decides the interval to the last digit.
    package init(
        _ units: [Unit], replicateCount: Int = Self.replicateCount,
        using generator: inout some RandomNumberGenerator
    ) {
        self.init(
            units,
            replicates: Self.replicates(of: units, count: replicateCount, seed: generator.next()))
    }

    /// As the other, on several cores at once; the same seed gives the same replicates on any number.
    package init(_ units: [Unit], replicateCount: Int, seed: UInt64) async where Unit: Sendable {
        let parts = await withTaskGroup(of: (Int, [Unit]).self) { group in
            for part in 0..<Self.partCount {
                group.addTask {
                    let count =
                        (part + 1) * replicateCount / Self.partCount
                        - part * replicateCount / Self.partCount
                    let own = SplitMix64.mixed(seed &+ UInt64(part))
                    return (part, Self.replicates(of: units, count: count, seed: own))
                }
            }
            return await group.reduce(into: [[Unit]](repeating: [], count: Self.partCount)) {
                $0[$1.0] = $1.1
            }
        }
        self.init(units, replicates: parts.flatMap { $0 })
    }

    private init(_ units: [Unit], replicates: [Unit]) {
        let whole = units.reduce(.zero, +)
        self.whole = whole
        self.replicates = replicates
        leavingOneOut = units.map { whole - $0 }
    }

    /// Parts that run at once where there are cores.
    private static var partCount: Int { 8 }

    private static func replicates(of units: [Unit], count: Int, seed: UInt64) -> [Unit] {
        var generator = SplitMix64(seed: seed)
        let size = UInt64(units.count)
        return units.withUnsafeBufferPointer { units in
            (0..<count).map { _ in
                var sum = Unit.zero
                for _ in 0..<units.count {
                    // The high half of the product is below `size`, as even as 2⁻⁴⁰ can be.
                    let place = generator.next().multipliedFullWidth(by: size).high
                    sum += units[Int(truncatingIfNeeded: place)]
                }
                return sum
            }
        }
    }

    /// The statistic of all units with its interval; nil when it or too many of its replicates are
    /// not a number.
    package func estimate(_ statistic: (Unit) -> Double) -> (value: Double, interval: Interval)? {
        let value = statistic(whole)
        let values = replicates.map(statistic).filter(\.isFinite).sorted()
        let undefined = replicates.count - values.count
        guard value.isFinite, !values.isEmpty,
            Double(undefined) <= Self.undefinedShareMax * Double(replicates.count)
        else { return nil }
        let jackknife = leavingOneOut.map(statistic).filter(\.isFinite)
        return (value, interval(around: value, replicates: values, jackknife: jackknife))
    }

    private func interval(
        around value: Double, replicates: [Double], jackknife: [Double]
    ) -> Interval {
        let below = Double(replicates.count { $0 < value })
        let level = Double(replicates.count { $0 == value })
        // Half a replicate away from the ends, where the correction would be infinite.
        let count = Double(replicates.count)
        let share = min(max((below + level / 2) / count, 0.5 / count), 1 - 0.5 / count)
        let bias = Normal.standard.quantile(share)
        let acceleration = Self.acceleration(jackknife)
        let ends = [0.025, 0.975].map { level in
            let shifted = bias + Normal.standard.quantile(level)
            return Normal.standard.probability(bias + shifted / (1 - acceleration * shifted))
        }
        return Interval(
            lower: Self.quantile(ends[0], ofSorted: replicates),
            upper: Self.quantile(ends[1], ofSorted: replicates))
    }

    /// A sixth of the skewness of the jackknife values; 0 when they are all the same.
    private static func acceleration(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let cubes = values.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
        guard squares > 0 else { return 0 }
        return cubes / (6 * squares * squares.squareRoot())
    }

    /// Linear between order statistics (Hyndman and Fan's type 7).
    private static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
        let place = min(max(probability, 0), 1) * Double(values.count - 1)
        let index = Int(place)
        let next = min(index + 1, values.count - 1)
        return values[index] + (place - Double(index)) * (values[next] - values[index])
    }
}
