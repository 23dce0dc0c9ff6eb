import Identifiers

/// Who is in which arm of an experiment: a rule that follows from its published seed alone, so that
/// every service finds the same arm without asking, and anybody can check it afterwards.
package struct Assignment: Hashable, Sendable {
    package let experiment: String
    package let seed: Int64
    /// The first is the control.
    package let arms: [String]
    /// Positive; only their proportions matter.
    package let shares: [Double]
    /// The share of units that take part, 0–1. Growing it moves nobody from one arm to another.
    package let ramp: Double

    package static let armCountMax = 10

    package init(
        experiment: String, seed: Int64, arms: [String], shares: [Double], ramp: Double
    ) throws(AssignmentFault) {
        guard (2...Self.armCountMax).contains(arms.count), Set(arms).count == arms.count,
            arms.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 100 })
        else {
            throw AssignmentFault(
                "arms must be 2 to \(Self.armCountMax) different names, control first")
        }
        guard shares.count == arms.count, shares.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw AssignmentFault("shares must be positive, one for each arm")
        }
        guard (0...1).contains(ramp) else {
            throw AssignmentFault("ramp must be 0 to 1")
        }
        self.experiment = experiment
        self.seed = seed
        self.arms = arms
        self.shares = shares
        self.ramp = ramp
    }

    package var control: String { arms[0] }

    /// The arm of a unit (an agent, or a team whose agents go together); nil when it does not take
    /// part yet.
    package func arm(of unit: String) -> String? {
        guard draw("ramp", unit) < ramp else { return nil }
        let place = draw("arm", unit) * shares.reduce(0, +)
        var bound = 0.0
        for (arm, share) in zip(arms, shares) {
            bound += share
            if place < bound { return arm }
        }
        return arms.last
    }

    /// Uniform in 0–1 from seed, purpose and unit.
    private func draw(_ purpose: String, _ unit: String) -> Double {
        let hash = FNV1a.hash("\(experiment)\u{1F}\(seed)\u{1F}\(purpose)\u{1F}\(unit)".utf8)
        return Double(SplitMix64.mixed(hash) >> 11) * 0x1p-53
    }

    /// Arms for units that are known beforehand, as even as can be within each stratum.
    ///
    /// Units are shuffled by the seed within their stratum and dealt out in blocks; shares are
    /// equal. The order in which they are named does not matter.
    package func blocks(_ units: [(unit: String, stratum: String)]) -> [String: String] {
        var result: [String: String] = [:]
        let strata = Dictionary(grouping: units, by: \.stratum).sorted { $0.key < $1.key }
        for (name, members) in strata {
            let hash = FNV1a.hash("\(experiment)\u{1F}\(seed)\u{1F}\(name)".utf8)
            var generator = SplitMix64(seed: hash)
            let dealt = members.map(\.unit).sorted().shuffled(using: &generator)
            let order = arms.shuffled(using: &generator)
            for (place, unit) in dealt.enumerated() { result[unit] = order[place % order.count] }
        }
        return result
    }
}

/// Arms that cannot be: the message names what is wrong and the limit it met.
package struct AssignmentFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
