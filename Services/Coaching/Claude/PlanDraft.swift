import Claude
import CoachingDomain
import Identifiers

/// The order of a plan as Claude would have it.
struct PlanDraft: ClaudeAnswer, Equatable {
    struct Step: Decodable, Equatable, Sendable {
        var module: String
        var reason: String
    }

    private static let reasonByteCountMax = 400

    var steps: [Step]

    static let schema = AnswerSchema.record([
        .init(
            "steps",
            .list(
                .record([
                    .init("module", .text, "The id of a candidate, as it is written there."),
                    .init("reason", .text, "One sentence to the agent: why this, and why now."),
                ])), "In the order in which they should be taken; each candidate at most once.")
    ])

    var fault: String? {
        guard (1...PlanRules.stepCountMax).contains(steps.count) else {
            return "steps must hold 1 to \(PlanRules.stepCountMax)"
        }
        let isShort = steps.allSatisfy {
            !$0.reason.allSatisfy(\.isWhitespace)
                && $0.reason.utf8.count <= Self.reasonByteCountMax
        }
        return isShort ? nil : "every reason must have 1 to \(Self.reasonByteCountMax) bytes"
    }
}
