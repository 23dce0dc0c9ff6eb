import GamificationDomain
import Identifiers
import Testing

@Suite struct EngagementTests {
    private static func agent(
        _ number: Int, days: Int, unlocks: Int = 0, good: Int, of conversations: Int = 20
    ) -> AgentEngagement {
        AgentEngagement(
            agentID: AgentID("agent-\(number)"), activeDays: days, unlocks: unlocks,
            conversations: conversations, proficientConversations: good)
    }

    /// With r = 1 the interval ends there; the lower end is tanh(atanh(r) − 1.96 √(1.5/(n − 3))).
    @Test func whoIsActiveAndGoodTogetherIsAssociatedWithAnInterval() throws {
        let report = EngagementReport((0..<12).map { Self.agent($0, days: $0, good: $0) })
        let association = try #require(report.activityAndQuality)
        #expect(abs(association.correlation - 1) < 1e-12)
        #expect(association.interval.upperBound <= 1)
        #expect(association.interval.lowerBound > 0.99)
        #expect(association.agents == 12)
        #expect(report.unlocksAndQuality == nil)
    }

    @Test func chanceAloneIsNoAssociation() throws {
        // A Latin pattern: quality is the same at every level of activity.
        let agents = (0..<40).map { Self.agent($0, days: $0 % 5, good: ($0 / 5) % 4 + 5) }
        let association = try #require(EngagementReport(agents).activityAndQuality)
        #expect(abs(association.correlation) < 0.01)
        #expect(association.interval.contains(0))
        // Bonett and Wright: √((1 + r²/2) / 37) is 0.1644, times 1.96.
        #expect(abs(association.interval.upperBound - 0.3122) < 0.01)
    }

    @Test func tooFewAgentsOrConversationsSayNothing() {
        let few = EngagementReport((0..<9).map { Self.agent($0, days: $0, good: $0) })
        #expect(few.activityAndQuality == nil)
        let quiet = (0..<30).map { Self.agent($0, days: $0, good: $0 % 4, of: 4) }
        #expect(EngagementReport(quiet).activityAndQuality == nil)
        let none = EngagementReport([])
        #expect(none.unlocked.of == 0)
        #expect(none.meanActiveDays == 0)
    }

    @Test func theShareThatUnlockedSomethingHasAnInterval() {
        let agents = (0..<10).map { Self.agent($0, days: 1, unlocks: $0 < 5 ? 2 : 0, good: 1) }
        let report = EngagementReport(agents)
        #expect(report.unlocked.count == 5)
        #expect(report.meanUnlocks == 1)
        // Wilson's interval of 5 in 10.
        #expect(abs(report.unlocked.interval.lowerBound - 0.2366) < 1e-3)
        #expect(abs(report.unlocked.interval.upperBound - 0.7634) < 1e-3)
    }
}
