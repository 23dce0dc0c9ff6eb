import GamificationContract
import GatewayDomain
import Identifiers

/// The next question of the exam practice, what the last answer was worth, and how each topic goes.
struct ExamPage: PageView {
    let person: Person
    let agent: AgentID
    let practice: Panel<ExamPractice>
    /// Nil when nothing was answered just now.
    var answer: ExamAnswer?
    /// The id of the answer that the page's form will send.
    let answerID: UUIDv7

    var values: [String: Any] {
        var values = PageFrame(
            title: "Exam practice", person: person, place: .training,
            missing: [practice.missing].compactMap { $0 }
        ).values
        values["agent"] = agent.rawValue
        values["query"] = "?agent=\(urlEncoded(agent.rawValue))"
        if let answer { values["answer"] = Self.values(of: answer) }
        guard let practice = practice.value else { return values }
        values["practice"] = [
            "due": Words.plural(practice.dueToday, "question"), "seen": practice.seen,
            "all": practice.questions, "expected": Words.percent(practice.expectedShare),
            "band": band(practice.expectedShare * 100),
        ]
        values["topics"] = practice.topics.map(Self.topic)
        // Managers look; what is remembered is the agent's own.
        guard person.agent == agent else { return values }
        if let card = practice.next {
            values["card"] = Self.values(of: card, answerID)
        } else {
            values["isDone"] = true
        }
        return values
    }

    private static func values(of answer: ExamAnswer) -> [String: Any] {
        [
            "prompt": answer.prompt, "given": answer.given, "right": answer.right,
            "isRight": answer.isRight, "why": answer.explanation, "source": answer.source,
            "due": "\(answer.dueOn)",
        ]
    }

    private static func values(of card: ExamCard, _ answerID: UUIDv7) -> [String: Any] {
        [
            "id": card.questionID, "topic": Words.title(card.topic), "prompt": card.prompt,
            "isNew": card.isNew, "answer": answerID.description,
            "options": card.options.enumerated().map {
                ["value": $0.offset, "text": $0.element] as [String: Any]
            },
        ]
    }

    private static func topic(_ topic: ExamTopicStanding) -> [String: Any] {
        [
            "name": Words.title(topic.topic), "seen": topic.seen, "all": topic.questions,
            "expected": Words.percent(topic.expectedShare),
            "share": Int((topic.expectedShare * 100).rounded()),
        ]
    }
}
