import Foundation
import Identifiers

/// What is known of one agent's level and slope after some points, by Kalman's filter.
///
/// An agent of whom little is known stays near the pool: its mean and spread are where they begin.
struct SkillFilter: Hashable, Sendable {
    let dynamics: SkillDynamics
    private(set) var at: Instant?
    private var firstAt: Instant?
    private(set) var level: Double
    private(set) var slope = 0.0
    private(set) var levelVariance: Double
    private(set) var slopeVariance: Double
    private(set) var covariance = 0.0
    private(set) var logLikelihood = 0.0
    /// Squared one-step errors in units of their variance, and how many.
    private(set) var squaredSurprise = 0.0
    /// The newest one-step error in standard deviations; any sign.
    private(set) var surprise = 0.0
    private(set) var pointCount = 0

    init(_ dynamics: SkillDynamics, over points: some Sequence<SkillPoint> = []) {
        self.dynamics = dynamics
        level = dynamics.firstLevel
        levelVariance = dynamics.firstLevelVariance
        slopeVariance = dynamics.firstSlopeVariance
        for point in points { add(point) }
    }

    /// Time goes by and conversations are held; nothing of them is seen.
    mutating func wait(days: Double, conversations: Double) {
        levelVariance += conversations * dynamics.practiceVariance
        guard days > 0 else { return }
        let (reach, fade) = (dynamics.reach(days), pow(dynamics.damping, days))
        let gained = dynamics.gained(in: days)
        level += reach * slope
        levelVariance += 2 * reach * covariance + reach * reach * slopeVariance + gained.level
        covariance = fade * (covariance + reach * slopeVariance)
        slope *= fade
        slopeVariance = fade * fade * slopeVariance + gained.slope
    }

    mutating func add(_ point: SkillPoint) {
        if let at {
            wait(days: point.at.days(since: at), conversations: 1)
        }
        at = max(at ?? point.at, point.at)
        firstAt = firstAt ?? point.at
        let variance = levelVariance + dynamics.scoreVariance
        let error = point.logit - level
        let (levelGain, slopeGain) = (levelVariance / variance, covariance / variance)
        level += levelGain * error
        slope += slopeGain * error
        slopeVariance -= slopeGain * covariance
        covariance -= levelGain * covariance
        levelVariance -= levelGain * levelVariance
        logLikelihood -= 0.5 * (error * error / variance + log(2 * .pi * variance))
        surprise = error / variance.squareRoot()
        squaredSurprise += surprise * surprise
        pointCount += 1
    }

    /// As things will stand some days on, with as many conversations a day as there were.
    func later(days: Double) -> SkillFilter {
        guard let firstAt, let at else { return later(days: days, conversations: 0) }
        let pace = Double(pointCount - 1) / max(1, at.days(since: firstAt))
        return later(
            days: days, conversations: min(days * pace, Double(SkillDynamics.pointCountMax)))
    }

    /// As things will stand some days and conversations on.
    func later(days: Double, conversations: Double) -> SkillFilter {
        var later = self
        later.wait(days: days, conversations: conversations)
        return later
    }
}
