import Identifiers

/// A client who follows a scenario's script.
///
///     stage ──heard──▶ next stage … ──▶ won
///       │ not heard: pushes back; patience used up, or a compliance breach ──▶ lost
///
/// The same lines always meet the same client: nothing is drawn by chance.
package struct ScriptedClient: Hashable, Sendable {
    /// What the agent's line was, as the Analyzer read it.
    package struct Line: Hashable, Sendable {
        package var acts: Set<MessageAct>
        package var isComplianceBreach: Bool

        package init(acts: Set<MessageAct>, isComplianceBreach: Bool = false) {
            self.acts = acts
            self.isComplianceBreach = isComplianceBreach
        }
    }

    /// What the client does.
    package enum Move: Hashable, Sendable {
        case says(String)
        case agrees(String)
        case leaves(String)
    }

    static let breachLine = "I am not comfortable with where this is going. Goodbye."

    package let scenario: PracticeScenario
    /// The stage that the client is at; the count of stages once they agreed.
    package private(set) var stage = 0
    /// Push-backs so far.
    package private(set) var pushbacks = 0
    /// The names of the stages that the agent got through.
    package private(set) var reached: [String] = []

    /// A client as they were left; at the beginning unless said.
    package init(
        _ scenario: PracticeScenario, stage: Int = 0, pushbacks: Int = 0, reached: [String] = []
    ) {
        self.scenario = scenario
        self.stage = stage
        self.pushbacks = pushbacks
        self.reached = reached
    }

    /// The agent said a line.
    package mutating func heard(_ line: Line) -> Move {
        if line.isComplianceBreach { return .leaves(Self.breachLine) }
        guard stage < scenario.stages.count else { return .agrees(scenario.won) }
        let current = scenario.stages[stage]
        if let branch = current.branches?.first(where: { !line.acts.isDisjoint(with: $0.hears) }) {
            return follow(branch)
        }
        guard !line.acts.isDisjoint(with: current.hears) else { return pushBack(at: current) }
        return goOn(hearing: line)
    }

    /// One line may answer several stages in a row.
    private mutating func goOn(hearing line: Line) -> Move {
        var said: [String] = []
        while stage < scenario.stages.count,
            !line.acts.isDisjoint(with: scenario.stages[stage].hears)
        {
            said.append(scenario.stages[stage].says)
            reached.append(scenario.stages[stage].name)
            stage += 1
        }
        let words = said.joined(separator: " ")
        return stage < scenario.stages.count
            ? .says(words) : .agrees("\(words) \(scenario.won)")
    }

    private mutating func pushBack(at current: PracticeScenario.Stage) -> Move {
        pushbacks += 1
        let patience = scenario.patience ?? PracticeScenario.patienceByDefault
        return pushbacks > patience ? .leaves(scenario.lost) : .says(current.otherwise)
    }

    private mutating func follow(_ branch: PracticeScenario.Branch) -> Move {
        switch branch.to {
        case "won": return .agrees("\(branch.says) \(scenario.won)")
        case "lost": return .leaves("\(branch.says) \(scenario.lost)")
        default:
            stage = scenario.stages.firstIndex { $0.name == branch.to } ?? stage
            return .says(branch.says)
        }
    }
}
