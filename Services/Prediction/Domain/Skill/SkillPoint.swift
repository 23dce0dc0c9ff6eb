import Identifiers

/// A score that a skill had in one conversation.
package struct SkillPoint: Hashable, Sendable {
    package let at: Instant
    /// 0–100.
    package let score: Double

    package init(at: Instant, score: Double) {
        self.at = at
        self.score = score
    }

    /// Where the score lies on the scale of log-odds.
    var logit: Double { PredictionDomain.logit(ofPoints: score) }
}

extension Instant {
    /// Days since another instant.
    func days(since other: Instant) -> Double {
        Double(microseconds - other.microseconds) / 86_400_000_000
    }

    func advanced(byDays days: Double) -> Instant {
        Instant(microseconds: microseconds + Int64(days * 86_400_000_000))
    }
}

/// Points from 0 to 100 are drawn into 5–95 % before their log-odds are taken, so that a score at
/// either end has some, and an interval can reach it (Smithson and Verkuilen, 2006).
private let squeeze = 0.05

func logit(ofPoints points: Double) -> Double {
    logOdds(squeeze + (1 - 2 * squeeze) * min(100, max(0, points)) / 100)
}

/// 0–100.
func points(atLogit logit: Double) -> Double {
    min(100, max(0, 100 * (sigmoid(logit) - squeeze) / (1 - 2 * squeeze)))
}

/// Points that a step of log-odds is worth.
func pointsPerLogit(at logit: Double) -> Double {
    100 * sigmoid(logit) * (1 - sigmoid(logit)) / (1 - 2 * squeeze)
}
