import Statistics

/// What an arm changed in an outcome, by one method.
package struct EffectEstimate: Hashable, Sendable {
    package enum Method: String, Sendable {
        /// Difference of means, each arm its own variance; the error is Neyman's.
        case welch
        case postStratified = "post_stratified"
        case cuped
        case clusterRobust = "cluster_robust"
        /// Ratio of sums, error by the delta method.
        case ratioDelta = "ratio_delta"
        case subgroup
        /// Valid however often one looks.
        case alwaysValid = "always_valid"
        case groupTime = "group_time_att"
        case groupEffect = "group_att"
        case overallGroup = "overall_group_att"
        case dynamic = "dynamic_att"
        case overallDynamic = "overall_dynamic_att"
        case simple = "simple_att"
        case matched
        case syntheticControl = "synthetic_control"
        case placebo
    }

    package var method: Method
    package var outcome: String
    package var arm: String
    package var control: String
    package var estimate: Double
    package var standardError: Double
    package var pValue: Double
    package var interval: Interval
    /// The estimate as a share of the control's mean; nil where that is no positive number.
    package var relativeLift: Double?
    package var armCount: Int
    package var controlCount: Int
    /// Of the rows that were compared; nil where every row stands for itself.
    package var clusters: ClusterCounts?
    /// Under control of the false discovery rate over all outcomes and arms of one question.
    package var adjustedPValue: Double?
    /// More that belongs to the method, by name.
    package var details: [String: Double] = [:]
    /// Which part of the data it is about.
    package var subgroup: String?
    package var assumptions: [String] = []
    package var conclusion: EffectConclusion

    /// Smaller values are better.
    package init(
        _ method: Method, of outcome: String, arm: String, control: String,
        _ difference: MeanDifference, controlMean: Double? = nil, armCount: Int, controlCount: Int
    ) {
        self.method = method
        self.outcome = outcome
        self.arm = arm
        self.control = control
        estimate = difference.estimate
        standardError = difference.standardError
        // An error of nothing is no certainty: there is no test.
        pValue = difference.standardError > 0 ? difference.pValue : .nan
        let range = difference.interval()
        interval = Interval(lower: range.lowerBound, upper: range.upperBound)
        relativeLift = controlMean.flatMap { $0 > 0 ? difference.estimate / $0 : nil }
        self.armCount = armCount
        self.controlCount = controlCount
        conclusion = .noDetectableEffect
    }
}

/// How many clusters were compared.
package struct ClusterCounts: Hashable, Sendable {
    package let treated: Int
    package let control: Int
    package let total: Int

    init(_ rows: [ArmComparison.Row]) {
        let treated = Set(rows.lazy.filter(\.isTreated).map(\.cluster))
        let control = Set(rows.lazy.filter { !$0.isTreated }.map(\.cluster))
        self.treated = treated.count
        self.control = control.count
        total = treated.union(control).count
    }

    /// Whether some clusters have rows in both arms.
    var areMixed: Bool { total < treated + control }

    /// Why nothing may be claimed yet.
    fileprivate func tooFew(_ arm: String, _ other: String) -> String? {
        let fewest = min(treated, control)
        if fewest < EffectConclusion.clusterCountMin {
            return """
                \(treated <= control ? arm : other) has \(fewest) clusters, at least \
                \(EffectConclusion.clusterCountMin) are needed
                """
        }
        guard total < EffectConclusion.mixedClusterCountMin else { return nil }
        return """
            there are \(total) clusters with rows in both arms, at least \
            \(EffectConclusion.mixedClusterCountMin) are needed
            """
    }
}

/// What may be said about an effect, by fixed rules.
package enum EffectConclusion: Hashable, Sendable {
    /// The whole interval is on the better side of zero, multiplicity allowed for.
    case effect
    /// The whole interval is on the worse side of zero.
    case harm
    case noDetectableEffect
    case tooEarly(String)
    /// Nobody was treated yet: it should be none, and says whether the method is to be trusted.
    case placebo(differs: Bool)

    /// Whether it says that something changed, for better or worse.
    package var isClaim: Bool { self == .effect || self == .harm }

    /// With fewer in an arm the interval itself is not to be trusted.
    package static let unitCountMin = 8

    /// With 3 against 3 clusters even the test that deals the arms out anew in every possible way
    /// cannot pass 5 % (2 of 20 ways are as far apart); with 4 against 4 it can (2 of 70).
    package static let clusterCountMin = 4

    /// The same for clusters that are in both arms, whose differences change their sign: 2 of 32 ways
    /// with 5 of them, 2 of 64 with 6.
    package static let mixedClusterCountMin = 6

    /// - Parameter level: the chance of a false claim, 5 % unless said.
    init(_ effect: EffectEstimate, lowerIsBetter: Bool, level: Double = 0.05) {
        let fewest = min(effect.armCount, effect.controlCount)
        let p = effect.adjustedPValue ?? effect.pValue
        let needed =
            effect.method == .alwaysValid && effect.clusters == nil
            ? AnytimeTest.usualCountMin : Self.unitCountMin
        if fewest < needed {
            let name = effect.armCount <= effect.controlCount ? effect.arm : effect.control
            self = .tooEarly(
                "\(name) has \(fewest) units, at least \(needed) are needed")
        } else if let reason = effect.clusters?.tooFew(effect.arm, effect.control) {
            self = .tooEarly(reason)
        } else if !effect.standardError.isFinite || effect.standardError <= 0 {
            self = .tooEarly(
                effect.estimate == 0
                    ? "nothing varied, so there is nothing to compare"
                    : """
                    within each arm every value is the same, so no error can be told
                    """)
        } else if !effect.interval.lower.isFinite, !effect.interval.upper.isFinite {
            self = .tooEarly("no range can be ruled out yet by this method")
        } else if effect.interval.lower > 0, p < level {
            self = lowerIsBetter ? .harm : .effect
        } else if effect.interval.upper < 0, p < level {
            self = lowerIsBetter ? .effect : .harm
        } else {
            self = .noDetectableEffect
        }
    }
}

extension EffectEstimate {
    /// The conclusion in words.
    package var words: String {
        let range = "\(interval.lower.brief) and \(interval.upper.brief)"
        let compared = "\(outcome): \(arm) against \(control)"
        switch conclusion {
        case .effect: return "effect: \(compared), between \(range) at 95 % confidence"
        case .harm: return "harm: \(compared), between \(range) at 95 % confidence"
        case .noDetectableEffect:
            guard interval.lower.isFinite, interval.upper.isFinite else {
                return "no detectable effect: \(compared); no range can be ruled out"
            }
            return """
                no detectable effect: \(compared); below \(interval.lower.brief) and above \
                \(interval.upper.brief) are ruled out at 95 % confidence
                """
        case .tooEarly(let reason): return "too early: \(reason)"
        case .placebo(let differs):
            return """
                placebo: \(outcome) before treatment \(differs ? "differs" : "does not detectably differ") \
                from zero, between \(range)
                """
        }
    }
}

extension Double {
    /// Four significant digits or more where the whole part has them.
    package var brief: String {
        guard isFinite else { return description }
        var decimals = 4
        var bound = 10.0
        while decimals > 0, abs(self) >= bound {
            bound *= 10
            decimals -= 1
        }
        return rounded(places: decimals)
    }

    /// With a fixed number of decimals, the sign by a hyphen.
    package func rounded(places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let whole = (abs(self) * scale).rounded()
        guard whole < 1e18 else { return description }
        var digits = String(Int64(whole))
        if places > 0 {
            digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
            digits = digits.dropLast(places) + "." + digits.suffix(places)
        }
        return (self < 0 && whole > 0 ? "-" : "") + digits
    }
}
