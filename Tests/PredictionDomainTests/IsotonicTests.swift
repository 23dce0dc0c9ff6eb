import Testing

@testable import PredictionDomain

struct IsotonicTests {
    /// Two rows of margin 2 are one step whichever comes first, with the row that falls into it.
    @Test(arguments: [[true, false, true], [true, true, false]])
    func rowsThatTieAreOneStepAlsoBehindAPool(outcomes: [Bool]) {
        let rows = zip([1.0, 2, 2], outcomes).enumerated().map { number, row in
            ScoredRow(margin: row.0, succeeded: row.1, conversation: number)
        }
        let steps = isotonicSteps(rows)
        #expect(steps.count == 1)
        #expect(steps.first?.probability == 2.0 / 3)
    }
}
