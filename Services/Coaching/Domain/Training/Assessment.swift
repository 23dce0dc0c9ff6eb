import Identifiers

/// An agent's answers to a module's questions, marked.
package struct Assessment: Hashable, Sendable {
    /// From this score on a module counts as completed: one slip in five is forgiven.
    package static let passingScore = 80.0

    /// Whether each question was answered right, in the module's order.
    package let isRight: [Bool]

    /// - Parameter answers: an option for each question, 1 for the first.
    package init(
        of answers: [Int], to questions: [AssessmentQuestion]
    ) throws(AssessmentError) {
        guard answers.count == questions.count else {
            throw .wrongCount(answers: answers.count, questions: questions.count)
        }
        for (place, answer) in answers.enumerated()
        where !(1...questions[place].options.count).contains(answer) {
            throw .noSuchOption(
                question: place + 1, answer: answer, options: questions[place].options.count)
        }
        isRight = zip(answers, questions).map { $0 == $1.answer }
    }

    /// 0–100.
    package var score: Double {
        100 * Double(isRight.count { $0 }) / Double(max(1, isRight.count))
    }

    package var isPassed: Bool { score >= Self.passingScore }
}

package enum AssessmentError: Error, Hashable, Sendable {
    case wrongCount(answers: Int, questions: Int)
    case noSuchOption(question: Int, answer: Int, options: Int)
}
