import Identifiers
import Wire

@WireMessage
public struct GetExamPractice: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1 }
}

/// What an agent remembers of the examination's questions, and what to ask next.
@WireMessage
public struct ExamPractice: Codable, Hashable, Sendable {
    /// Nil when nothing is left for today.
    public var next: ExamCard?
    /// Questions of today that are still to be answered, new ones among them.
    public var dueToday: Int
    public var questions: Int
    public var seen: Int
    /// The share that the agent would answer today, 0–1.
    public var expectedShare: Double
    public var topics: [ExamTopicStanding]

    enum CodingKeys: Int, CodingKey {
        case next = 0, dueToday = 1, questions = 2, seen = 3, expectedShare = 4, topics = 5
    }
}

/// A question without its answer.
@WireMessage
public struct ExamCard: Codable, Hashable, Sendable {
    public var questionID: String
    public var topic: String
    public var prompt: String
    public var options: [String]
    public var isNew: Bool

    enum CodingKeys: Int, CodingKey {
        case questionID = 0, topic = 1, prompt = 2, options = 3, isNew = 4
    }
}

@WireMessage
public struct ExamTopicStanding: Codable, Hashable, Sendable {
    public var topic: String
    public var questions: Int
    public var seen: Int
    /// 0–1: what is remembered, and luck where a question was never seen.
    public var expectedShare: Double

    enum CodingKeys: Int, CodingKey { case topic = 0, questions = 1, seen = 2, expectedShare = 3 }
}

@WireMessage
public struct AnswerExamQuestion: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// Chosen by the one who asks, so that the same answer counts once.
    public var answerID: UUIDv7
    public var questionID: String
    /// The option's place in the card, from 0.
    public var option: Int
    /// How a right answer felt: `hard`, `good` or `easy`.
    public var ease: String = "good"

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, answerID = 2, questionID = 3, option = 4, ease = 5
    }
}

@WireMessage
public struct ExamAnswer: Codable, Hashable, Sendable {
    public var questionID: String
    public var prompt: String
    public var given: String
    public var right: String
    public var isRight: Bool
    public var explanation: String
    /// Where the rule stands.
    public var source: String
    /// The question comes back on this day.
    public var dueOn: CalendarDate

    enum CodingKeys: Int, CodingKey {
        case questionID = 0, prompt = 1, given = 2, right = 3, isRight = 4, explanation = 5
        case source = 6, dueOn = 7
    }
}
