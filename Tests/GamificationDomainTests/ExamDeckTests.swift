import GamificationDomain
import Identifiers
import Testing

@Suite struct ExamDeckTests {
    private static let today = CalendarDate(daysSinceEpoch: 20_800)

    @Test func everyQuestionHasOneRightAnswerAReasonAndASource() {
        let questions = ExamQuestion.all
        #expect(questions.count >= 60)
        #expect(Set(questions.map(\.id)).count == questions.count)
        #expect(Set(questions.map(\.topic)) == Set(ExamTopic.allCases))
        for question in questions {
            #expect(question.options.count == 4, "\(question.id)")
            #expect(Set(question.options).count == 4, "\(question.id)")
            #expect(question.options.indices.contains(question.rightOption), "\(question.id)")
            #expect(question.explanation.count > 20, "\(question.id)")
            #expect(!question.source.isEmpty, "\(question.id)")
        }
    }

    /// Whoever always takes the same place does not do better than by chance, nearly.
    @Test func rightAnswersStandInEveryPlace() {
        let places = Dictionary(grouping: ExamQuestion.all, by: \.rightOption).mapValues(\.count)
        for place in 0..<4 {
            #expect((8...26).contains(places[place] ?? 0), "\(places)")
        }
    }

    @Test func aDayBringsTenNewQuestionsOfAllTopics() {
        let deck = ExamDeck([])
        let due = deck.due(on: Self.today)
        #expect(due.count == ExamDeck.newQuestionsADay)
        #expect(Set(due.map(\.topic)).count == ExamTopic.allCases.count)
    }

    @Test func whatIsForgottenComesBackTheSameDayAndTheRestLater() throws {
        var deck = ExamDeck([])
        let (known, forgotten) = (ExamQuestion.all[0], ExamQuestion.all[1])
        deck.add(ExamReview(questionID: known.id, day: Self.today, rating: .good))
        deck.add(ExamReview(questionID: forgotten.id, day: Self.today, rating: .again))
        let due = deck.due(on: Self.today)
        #expect(due.first == forgotten)
        #expect(!due.contains(known))
        #expect(due.count == 1 + ExamDeck.newQuestionsADay - 2)
        // A first answer that was good holds for two days.
        let day = try #require(deck.card(of: known)?.dueOn)
        #expect(day == Self.today.adding(days: 2))
        #expect(deck.due(on: day).contains(known))
    }

    @Test func whatOneWouldAnswerFallsWithTimeAndNeverBelowChance() {
        let reviews = ExamQuestion.all.map {
            ExamReview(questionID: $0.id, day: Self.today, rating: .easy)
        }
        let deck = ExamDeck(reviews)
        func share(after days: Int) -> Double {
            let standings = deck.standings(on: Self.today.adding(days: days))
            return standings.map(\.expectedShare).min() ?? 0
        }
        #expect(share(after: 0) == 1)
        #expect(share(after: 30) < share(after: 8))
        #expect(share(after: 36_000) >= 0.25)
        let unseen = ExamDeck([]).standings(on: Self.today)
        #expect(unseen.allSatisfy { abs($0.expectedShare - 0.25) < 1e-12 && $0.seen == 0 })
    }

    @Test func answersOfQuestionsThatAreNoMoreArePassedOver() {
        let deck = ExamDeck([
            ExamReview(questionID: "gone", day: Self.today, rating: .again)
        ])
        #expect(!deck.due(on: Self.today).map(\.id).contains("gone"))
        #expect(deck.standings(on: Self.today).allSatisfy { $0.seen == 0 })
    }
}
