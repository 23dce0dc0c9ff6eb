import Identifiers

/// What is known of an agent's week when interventions are chosen.
package struct WeekFacts: Hashable, Sendable {
    /// Of the week; empty without a conversation.
    package var areas: [AreaMean]
    /// 0–100.
    package var quality: Double?
    package var qualityBefore: Double?
    /// 0–1 of the answered alerts; nil with fewer than `answerCountMin`.
    package var adherence: Double?
    package var breaches: BreachCounts
    package var conversations: Int

    package init(
        areas: [AreaMean], quality: Double?, qualityBefore: Double?, adherence: Double?,
        breaches: BreachCounts, conversations: Int
    ) {
        self.areas = areas
        self.quality = quality
        self.qualityBefore = qualityBefore
        self.adherence = adherence
        self.breaches = breaches
        self.conversations = conversations
    }
}

/// Something that a manager should do for an agent.
package struct RecommendedIntervention: Hashable, Sendable {
    package var type: CoachingInterventionType
    /// The area that it should move, or `overall_quality`.
    package var area: String
    package var reason: String
    package var action: String
}

/// Chooses at most two interventions for an agent's week (decision 0274): a manager with ten agents
/// has time for few, and one that is done is worth more than five that are listed.
package enum InterventionRules {
    static let countMax = 2
    /// Points from one week to the next that a manager should speak of.
    static let fallMin = 8.0
    /// A weak area is trained from this many conversations on.
    static let conversationCountMin = 3
    static let adherenceFloor = 0.4
    package static let overall = "overall_quality"

    package static func interventions(for week: WeekFacts) -> [RecommendedIntervention] {
        let found = [breach(week), fall(week), weakness(week), ignored(week), strength(week)]
        return Array(found.compactMap { $0 }.prefix(countMax))
    }

    private static func breach(_ week: WeekFacts) -> RecommendedIntervention? {
        let topics = week.breaches.topics
        guard !topics.isEmpty else { return nil }
        var lessons: [String] = []
        for topic in topics {
            let title = "“\(ComplianceLesson.lesson(on: topic).title)”"
            if !lessons.contains(title) { lessons.append(title) }
        }
        return RecommendedIntervention(
            type: .performanceCorrection, area: "regulatory_knowledge",
            reason: "\(counted(week.breaches.total, "compliance alert")) this week: "
                + "\(topics.map(\.name).joined(separator: ", ")).",
            action: "Go through what was said together before the next call, and assign "
                + "\(lessons.joined(separator: " and ")).")
    }

    private static func fall(_ week: WeekFacts) -> RecommendedIntervention? {
        guard let now = week.quality, let before = week.qualityBefore, before - now >= fallMin
        else { return nil }
        return RecommendedIntervention(
            type: .postCallReview, area: overall,
            reason: "Quality fell from \(whole(before)) to \(whole(now)).",
            action: "Read the two weakest conversations of the week together and ask what was "
                + "different.")
    }

    private static func weakness(_ week: WeekFacts) -> RecommendedIntervention? {
        let weakest = week.areas.filter { $0.conversations >= conversationCountMin }
            .min { ($0.score, $0.area) < ($1.score, $1.area) }
        guard let weakest, SkillLevel(score: weakest.score) != .expert, weakest.score < 70 else {
            return nil
        }
        let name = weakest.area.replacing("_", with: " ")
        return RecommendedIntervention(
            type: .skillDevelopment, area: weakest.area,
            reason: "\(name.prefix(1).uppercased())\(name.dropFirst()) scored "
                + "\(whole(weakest.score)) over "
                + "\(counted(weakest.conversations, "conversation")).",
            action: "Assign the module for it and one role-play, and listen to the next call.")
    }

    private static func ignored(_ week: WeekFacts) -> RecommendedIntervention? {
        guard let adherence = week.adherence, adherence < adherenceFloor else { return nil }
        return RecommendedIntervention(
            type: .realTimeGuidance, area: overall,
            reason: "\(whole(adherence * 100)) % of the answered prompts were accepted.",
            action: "Ask which prompts do not fit and why; lower the intensity if they disturb.")
    }

    private static func strength(_ week: WeekFacts) -> RecommendedIntervention? {
        let best = week.areas.filter { $0.conversations >= conversationCountMin }
            .max { ($0.score, $1.area) < ($1.score, $0.area) }
        guard let best, SkillLevel(score: best.score) == .expert else { return nil }
        let name = best.area.replacing("_", with: " ")
        return RecommendedIntervention(
            type: .bestPracticeSharing, area: best.area,
            reason: "Expert in \(name) with \(whole(best.score)) of 100.",
            action: "Ask for ten minutes at the team meeting on how they do it.")
    }

    private static func whole(_ number: Double) -> Int { Int(number.rounded()) }

    private static func counted(_ count: Int, _ word: String) -> String {
        "\(count) \(word)\(count == 1 ? "" : "s")"
    }
}
