import GamificationDomain
import Testing

@Suite struct FSRSTests {
    /// Ratings, and the interval, stability and difficulty after each: what the scheduler's
    /// reference implementation (fsrs 6.3 for Python, without steps and fuzz) gives.
    @Test(
        arguments: [
            (
                [.good, .good, .good, .good],
                [
                    (2, 2.3065, 2.118104), (11, 10.964332, 2.111214), (46, 46.280217, 2.104331),
                    (163, 162.862202, 2.097455),
                ]
            ),
            (
                [.good, .good, .again, .good, .good],
                [
                    (2, 2.3065, 2.118104), (11, 10.964332, 2.111214), (2, 1.538337, 7.392238),
                    (5, 4.87626, 7.380074), (12, 12.311686, 7.367923),
                ]
            ),
            (
                [.again, .good, .easy, .hard, .good],
                [
                    (1, 0.212, 6.4133), (2, 1.886788, 6.402115), (10, 10.094535, 5.185098),
                    (23, 22.946999, 6.788872), (54, 53.88855, 6.777312),
                ]
            ),
            (
                [.easy, .good, .good],
                [
                    (8, 8.2956, 1), (39, 38.90515, 1), (153, 153.000066, 1),
                ]
            ),
        ] as [([FSRS.Rating], [(Int, Double, Double)])])
    func aReviewOnTheDayItIsDueGivesThePublishedNumbers(
        ratings: [FSRS.Rating], expected: [(Int, Double, Double)]
    ) {
        let scheduler = FSRS()
        var memory: FSRS.Memory?
        var interval = 0
        for (rating, step) in zip(ratings, expected) {
            let next = scheduler.memory(after: rating, from: memory, elapsedDays: interval)
            interval = scheduler.intervalDays(of: next)
            #expect(interval == step.0)
            #expect(abs(next.stability - step.1) < 1e-5)
            #expect(abs(next.difficulty - step.2) < 1e-5)
            memory = next
        }
    }

    @Test func recallIsNinetyPerCentWhenTheStabilityHasGoneBy() {
        let memory = FSRS.Memory(stability: 20, difficulty: 5)
        #expect(abs(FSRS().recall(of: memory, afterDays: 20) - 0.9) < 1e-12)
        #expect(FSRS().recall(of: memory, afterDays: 0) == 1)
    }
}
