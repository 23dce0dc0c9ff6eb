import Identifiers

/// What may be said about a return, by fixed rules.
package enum Conclusion: Hashable, Sendable {
    /// The whole interval is above zero.
    case gain(MoneyEstimate)
    /// The whole interval is below zero.
    case loss(MoneyEstimate)
    /// The interval touches or crosses zero.
    case noDetectableEffect(MoneyEstimate)
    case tooEarly(TooEarly)

    /// Why the numbers do not carry a conclusion yet.
    package enum TooEarly: Hashable, Sendable {
        case units(count: Int, of: ResamplingUnit)
        /// Known outcomes are few against what one success in the baseline takes.
        case outcomes(count: Int, needed: Int)
    }

    /// With fewer units an interval from resampling is far too narrow.
    static let unitCountMin = 8
    /// Successes that the baseline would lead one to expect; with fewer, one more or less decides.
    static let expectedSuccessCountMin = 5.0

    package var isTooEarly: Bool {
        if case .tooEarly = self { true } else { false }
    }

    package init(
        net: MoneyEstimate, unitCount: Int, unit: ResamplingUnit, knownOutcomes: Int,
        baselineRate: Double
    ) {
        let needed = (Self.expectedSuccessCountMin / max(baselineRate, 0.01)).rounded(.up)
        if unitCount < Self.unitCountMin {
            self = .tooEarly(.units(count: unitCount, of: unit))
        } else if Double(knownOutcomes) < needed {
            self = .tooEarly(.outcomes(count: knownOutcomes, needed: Int(needed)))
        } else if net.lower.minorUnits > 0 {
            self = .gain(net)
        } else if net.upper.minorUnits < 0 {
            self = .loss(net)
        } else {
            self = .noDetectableEffect(net)
        }
    }
}

extension Conclusion: CustomStringConvertible {
    package var description: String {
        switch self {
        case .gain(let net): "gain: between \(net.range) at 95 % confidence"
        case .loss(let net): "loss: between \(net.range) at 95 % confidence"
        case .noDetectableEffect(let net):
            "no detectable effect: the net value lies between \(net.range) at 95 % confidence"
        case .tooEarly(.units(let count, let unit)):
            """
            too early: \(unit.plural) with conversations: \(count), \
            at least \(Self.unitCountMin) are needed
            """
        case .tooEarly(.outcomes(let count, let needed)):
            """
            too early: known outcomes: \(count), at least \(needed) are needed at the baseline's \
            rate
            """
        }
    }
}

/// Money with a 95 % interval.
package struct MoneyEstimate: Hashable, Sendable {
    package let estimate: Money
    package let lower: Money
    package let upper: Money

    package init(estimate: Money, lower: Money, upper: Money) {
        self.estimate = estimate
        self.lower = lower
        self.upper = upper
    }

    var range: String { "\(lower.text) and \(upper.text)" }
}
