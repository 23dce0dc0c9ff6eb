import Testing

@testable import PredictionDomain

struct SkillTrialsTests {
    @Test func everyMethodIsJudgedOnScoresHeldBack() throws {
        var world = SkillWorld(seed: 31)
        let agents = (0..<20).map { _ in world.agent(count: 24, ahead: 1).points }
        let trials = SkillTrials(agents, usesNetwork: false)
        #expect(trials.agentCount == 20)
        let figures = trials.figures()
        for step in SkillTrials.steps {
            let own = figures.filter { $0.step == step }
            #expect(Set(own.map(\.method)) == Set(SkillMethod.allCases).subtracting([.lstm]))
            // The last eight scores of each agent.
            #expect(own.allSatisfy { $0.forecasts == 160 })
            let pooled = try #require(own.first { $0.method == .pooled })
            let last = try #require(own.first { $0.method == .lastValue })
            // The world moves as the pooled model says: it knows what a single score is worth.
            #expect(pooled.rankedProbabilityScore < last.rankedProbabilityScore)
            #expect(abs(pooled.coverage80 - 0.8) < 0.1, "\(pooled.coverage80)")
            #expect(abs(pooled.coverage95 - 0.95) < 0.06, "\(pooled.coverage95)")
        }
    }

    @Test func agentsWithTheFewestScoresAreJudgedAsFarAsTheyGo() {
        var world = SkillWorld(seed: 33)
        let agents = (0..<5).map { _ in world.agent(count: 10, ahead: 1).points }
        let figures = SkillTrials(agents, usesNetwork: false).figures()
        // Six scores are learned from, so five ahead no rival has errors of its own.
        #expect(figures.filter { $0.step == 1 }.allSatisfy { $0.forecasts == 20 })
        #expect(figures.filter { $0.step == 5 }.map(\.method) == [.pooled])
    }

    @Test func agentsWithTooFewScoresAreLeftOut() {
        var world = SkillWorld(seed: 32)
        let trials = SkillTrials(
            (0..<5).map { _ in world.agent(count: 9, ahead: 1).points }, usesNetwork: false)
        #expect(trials.agentCount == 0)
        #expect(trials.figures().isEmpty)
    }
}
