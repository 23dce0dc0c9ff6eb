import AnalyzerDomain
import Identifiers
import Testing

@Suite struct FeelingConfidenceTests {
    @Test func growsWithTheScoreAndStaysAShare() throws {
        for sign in [1.0, -1.0] {
            let shares = try stride(from: 0.05, through: 1, by: 0.05).map {
                try #require(FeelingConfidence.probability(of: sign * $0))
            }
            #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
            #expect(shares.allSatisfy { (0...1).contains($0) })
        }
    }

    @Test func courtesyIsNoSureSignOfJoy() throws {
        let polite = try #require(say("Sounds good.", as: .client).message.sentimentConfidence)
        let moved = try #require(
            say("We are so happy, this is wonderful!", as: .client).message.sentimentConfidence)
        #expect(polite < 0.4 && moved > 0.7)
    }

    @Test func noFeelingHasNoConfidence() {
        #expect(say("It has two floors.", as: .agent).message.sentimentConfidence == nil)
        #expect(FeelingConfidence.probability(of: 0) == nil)
    }
}
