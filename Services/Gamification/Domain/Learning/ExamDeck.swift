import Identifiers

/// One answer to one question.
package struct ExamReview: Hashable, Sendable {
    package let questionID: String
    /// By the agent's calendar.
    package let day: CalendarDate
    package let rating: FSRS.Rating

    package init(questionID: String, day: CalendarDate, rating: FSRS.Rating) {
        self.questionID = questionID
        self.day = day
        self.rating = rating
    }
}

/// What an agent remembers of the questions, and which of them to ask next.
///
/// Everything follows from the answers that were given, so that another scheduler, or other
/// parameters of it, apply to all of them.
package struct ExamDeck: Sendable {
    /// What is remembered of one question.
    package struct Card: Hashable, Sendable {
        package fileprivate(set) var memory: FSRS.Memory
        package fileprivate(set) var lastDay: CalendarDate
        package fileprivate(set) var dueOn: CalendarDate
        fileprivate var firstDay: CalendarDate
    }

    /// How one topic goes.
    package struct Standing: Hashable, Sendable {
        package let topic: ExamTopic
        package let questions: Int
        package let seen: Int
        /// The share of all its questions that the agent would answer today, 0–1: what is
        /// remembered, and luck where a question was never seen.
        package let expectedShare: Double
    }

    /// New questions on one day: each of them comes back several times soon.
    package static let newQuestionsADay = 10

    private let questions: [ExamQuestion]
    private let scheduler: FSRS
    private var cards: [String: Card] = [:]

    /// - Parameter reviews: oldest first; those of questions that are no more are passed over.
    package init(
        _ reviews: some Sequence<ExamReview>, questions: [ExamQuestion] = ExamQuestion.all,
        scheduler: FSRS = FSRS()
    ) {
        self.questions = questions
        self.scheduler = scheduler
        for review in reviews { add(review) }
    }

    /// An answer was given. O(1).
    package mutating func add(_ review: ExamReview) {
        let before = cards[review.questionID]
        let elapsed = before.map { review.day.daysSinceEpoch - $0.lastDay.daysSinceEpoch } ?? 0
        let memory = scheduler.memory(
            after: review.rating, from: before?.memory, elapsedDays: max(0, elapsed))
        let day = max(review.day, before?.lastDay ?? review.day)
        // What was forgotten is asked again on the same day, everything else another day.
        let interval = review.rating == .again ? 0 : scheduler.intervalDays(of: memory)
        cards[review.questionID] = Card(
            memory: memory, lastDay: day, dueOn: day.adding(days: interval),
            firstDay: before?.firstDay ?? day)
    }

    package func card(of question: ExamQuestion) -> Card? { cards[question.id] }

    /// The questions to ask today: those that are due, the least remembered first, and then new
    /// ones, as many as the day still has room for. O(n log n).
    package func due(on today: CalendarDate) -> [ExamQuestion] {
        let known = questions.compactMap { question in
            cards[question.id].map { (question, recall(of: $0, on: today), $0.dueOn) }
        }
        let due = known.filter { $0.2 <= today }.sorted {
            ($0.1, $0.0.id) < ($1.1, $1.0.id)
        }.map { $0.0 }
        let begun = cards.values.count { $0.firstDay == today }
        let new = questions.filter { cards[$0.id] == nil }
        return due + new.prefix(max(0, Self.newQuestionsADay - begun))
    }

    package func standings(on today: CalendarDate) -> [Standing] {
        ExamTopic.allCases.compactMap { topic in
            let own = questions.filter { $0.topic == topic }
            guard !own.isEmpty else { return nil }
            let shares = own.map { question in
                let luck = 1 / Double(question.options.count)
                guard let card = cards[question.id] else { return luck }
                let recall = recall(of: card, on: today)
                return recall + (1 - recall) * luck
            }
            return Standing(
                topic: topic, questions: own.count, seen: own.count { cards[$0.id] != nil },
                expectedShare: shares.reduce(0, +) / Double(own.count))
        }
    }

    private func recall(of card: Card, on today: CalendarDate) -> Double {
        let days = today.daysSinceEpoch - card.lastDay.daysSinceEpoch
        return scheduler.recall(of: card.memory, afterDays: days)
    }
}
