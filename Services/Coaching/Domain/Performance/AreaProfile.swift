import Identifiers

/// The mean score of one quality or expertise area over an agent's conversations.
package struct AreaMean: Hashable, Sendable {
    package var area: String
    /// 0–100.
    package var score: Double
    /// Those that showed something of the area.
    package var conversations: Int

    package init(area: String, score: Double, conversations: Int) {
        self.area = area
        self.score = score
        self.conversations = conversations
    }
}

/// What an agent is good at and what they lack, read off the means of the areas.
package struct AreaProfile: Hashable, Sendable {
    /// A list longer than this is not read.
    static let listedCountMax = 3

    /// Proficient or better, best first.
    package let strengths: [String]
    /// Below proficient, worst first.
    package let weaknesses: [String]
    /// Every area that needs improvement, worst first.
    package let skillGaps: [String]

    package init(_ means: [AreaMean]) {
        let rising = means.sorted { ($0.score, $0.area) < ($1.score, $1.area) }
        strengths = Array(
            rising.reversed().filter { Self.isStrong($0) }.prefix(Self.listedCountMax).map(\.area))
        weaknesses = Array(
            rising.filter { !Self.isStrong($0) }.prefix(Self.listedCountMax).map(\.area))
        skillGaps = rising.filter { SkillLevel(score: $0.score) == .needsImprovement }.map(\.area)
    }

    private static func isStrong(_ mean: AreaMean) -> Bool {
        switch SkillLevel(score: mean.score) {
        case .expert, .proficient: true
        case .developing, .needsImprovement: false
        }
    }
}

extension SkillLevel {
    /// The level that the mean of the areas shows; nil without one.
    package init?(_ means: [AreaMean]) {
        guard !means.isEmpty else { return nil }
        self.init(score: means.map(\.score).reduce(0, +) / Double(means.count))
    }
}
