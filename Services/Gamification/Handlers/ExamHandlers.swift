import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves the exam practice; an agent's own, and their managers may look.
struct ExamHandlers: Sendable {
    /// A question is seldom asked more than some ten times a year.
    static let answerCountMax = 20_000

    let database: Database
    let exams: ExamStore
    let days: ActiveDayStore

    func practice(_ request: GetExamPractice, _ call: Call) async throws -> ExamPractice {
        try Access(call, to: request.tenantID).require(request.agentID)
        let session = database.scoped(to: .tenant(request.tenantID))
        let answers = try await exams.answers(of: request.agentID, request.tenantID, in: session)
        let today = try await today(of: request.agentID, request.tenantID, at: call.now, session)
        return ExamPractice(ExamDeck(answers.map(\.review)), on: today)
    }

    func answer(_ request: AnswerExamQuestion, _ call: Call) async throws -> ExamAnswer {
        try Access(call, to: request.tenantID).require(request.agentID)
        let question = try request.question()
        let rating = try request.rating(of: question)
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let known = try await exams.answers(
                of: request.agentID, request.tenantID, in: transaction)
            try check(known.count, in: 0...Self.answerCountMax - 1, "answers")
            let today = try await today(
                of: request.agentID, request.tenantID, at: call.now, transaction)
            var deck = ExamDeck(known.map(\.review))
            let row = ExamStore.Row(
                id: request.answerID, option: request.option,
                review: ExamReview(questionID: question.id, day: today, rating: rating))
            let isNew = try await exams.add(
                row, of: request.agentID, request.tenantID, at: call.now, in: transaction)
            if isNew {
                deck.add(row.review)
            } else if !known.contains(where: { $0.id == row.id && $0.option == row.option }) {
                throw RPCError.invalid("answer_id", "is another answer's")
            }
            return ExamAnswer(
                question, given: request.option, dueOn: deck.card(of: question)?.dueOn ?? today)
        }
    }

    private func today(
        of agent: AgentID, _ tenant: TenantID, at now: Instant, _ session: some SQLSession
    ) async throws -> CalendarDate {
        let zone = try await days.days(of: agent, tenant, in: session).last?.timeZone ?? "UTC"
        return LocalCalendar.day(of: now, in: zone)
    }
}

extension AnswerExamQuestion {
    fileprivate func question() throws(RPCError) -> ExamQuestion {
        guard let question = ExamQuestion.all.first(where: { $0.id == questionID }) else {
            throw RPCError.missing("question", questionID)
        }
        return question
    }

    /// What was answered wrongly was not remembered, however it felt.
    fileprivate func rating(of question: ExamQuestion) throws(RPCError) -> FSRS.Rating {
        try check(option, in: 0...question.options.count - 1, "option")
        guard option == question.rightOption else { return .again }
        switch ease {
        case "hard": return .hard
        case "good": return .good
        case "easy": return .easy
        default: throw .invalid("ease", "must be one of hard, good, easy")
        }
    }
}

extension ExamPractice {
    fileprivate init(_ deck: ExamDeck, on today: CalendarDate) {
        let due = deck.due(on: today)
        let standings = deck.standings(on: today)
        let questions = standings.reduce(0) { $0 + $1.questions }
        let expected = standings.reduce(0) { $0 + $1.expectedShare * Double($1.questions) }
        self.init(
            next: due.first.map {
                ExamCard(
                    questionID: $0.id, topic: $0.topic.rawValue, prompt: $0.prompt,
                    options: $0.options, isNew: deck.card(of: $0) == nil)
            },
            dueToday: due.count, questions: questions,
            seen: standings.reduce(0) { $0 + $1.seen },
            expectedShare: questions > 0 ? expected / Double(questions) : 0,
            topics: standings.map {
                ExamTopicStanding(
                    topic: $0.topic.rawValue, questions: $0.questions, seen: $0.seen,
                    expectedShare: $0.expectedShare)
            })
    }
}

extension ExamAnswer {
    fileprivate init(_ question: ExamQuestion, given: Int, dueOn: CalendarDate) {
        self.init(
            questionID: question.id, prompt: question.prompt, given: question.options[given],
            right: question.options[question.rightOption],
            isRight: given == question.rightOption, explanation: question.explanation,
            source: question.source, dueOn: dueOn)
    }
}
