import Claude
import Identifiers

/// What Claude sees in a conversation, in numbers of messages that it was shown.
struct ConversationView: ClaudeAnswer, Equatable {
    struct AreaView: Decodable, Equatable, Sendable {
        var area: String
        /// Nil where the conversation shows nothing of it.
        var score: Double?
        var reason: String
        /// Which messages show it, by number.
        var messages: [Int]
    }

    struct Advice: Decodable, Equatable, Sendable {
        var title: String
        var message: String
        var suggestedAction: String
        var priority: String
        var messages: [Int]

        enum CodingKeys: String, CodingKey {
            case title, message, priority, messages
            case suggestedAction = "suggested_action"
        }
    }

    var overallQualityScore: Double
    var areas: [AreaView]
    var outcome: String
    var advice: [Advice]
    var confidence: Double

    enum CodingKeys: String, CodingKey {
        case areas, outcome, advice, confidence
        case overallQualityScore = "overall_quality_score"
    }

    /// More is a lecture.
    static let adviceCountMax = 5
    private static let textByteCountMax = 1_024
    /// A compliance rule alone is critical: Claude's advice never is.
    static let priorities: [CoachingPriority] = [.high, .medium, .low]

    static let areaNames =
        ConversationQualityArea.allCases.map(\.rawValue)
        + RealEstateExpertiseArea.allCases.map(\.rawValue)

    static let schema = AnswerSchema.record([
        .init(
            "areas",
            .list(
                .record([
                    .init("area", .word(areaNames)),
                    .init("reason", .text, "One sentence; what in the messages shows it."),
                    .init("messages", .list(.integer), "The numbers of those messages."),
                    .init(
                        "score", .optional(.number),
                        "0 to 100; null where the conversation shows nothing of the area."),
                ])), "Each area once."),
        .init("overall_quality_score", .number, "0 to 100."),
        .init("outcome", .word(ConversationOutcome.allCases.map(\.rawValue))),
        .init(
            "advice",
            .list(
                .record([
                    .init("title", .text, "At most eight words."), .init("message", .text),
                    .init("suggested_action", .text, "What the agent should say or do now."),
                    .init("priority", .word(priorities.map(\.rawValue))),
                    .init("messages", .list(.integer)),
                ])), "At most five, most pressing first; none when there is nothing to say."),
        .init("confidence", .number, "0 to 1: how much the conversation shows."),
    ])

    var fault: String? {
        let scores = areas.compactMap(\.score) + [overallQualityScore]
        guard scores.allSatisfy({ (0...100).contains($0) }) else {
            return "every score must be 0 to 100"
        }
        guard (0...1).contains(confidence) else { return "confidence must be 0 to 1" }
        guard Set(areas.map(\.area)).count == areas.count,
            Set(areas.map(\.area)).isSubset(of: Self.areaNames)
        else { return "each area must be one of the list, and stand once" }
        guard ConversationOutcome(rawValue: outcome) != nil else { return "outcome is not known" }
        guard advice.count <= Self.adviceCountMax else {
            return "advice must hold at most \(Self.adviceCountMax)"
        }
        let texts =
            advice.flatMap { [$0.title, $0.message, $0.suggestedAction] }
            + areas.map(\.reason)
        guard texts.allSatisfy({ $0.utf8.count <= Self.textByteCountMax }) else {
            return "every text must have at most \(Self.textByteCountMax) bytes"
        }
        guard advice.allSatisfy({ Self.priorities.map(\.rawValue).contains($0.priority) }) else {
            return "priority must be high, medium or low"
        }
        return nil
    }
}
