import AnalyzerContract
import ArgumentParser
import CoachingContract
import Foundation
import Identifiers
import RPC
import Wire

/// `meshctl roleplay`.
struct RolePlayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roleplay",
        abstract: "Talks with a simulated client and prints the scorecard.",
        discussion: """
            Without a module it lists the modules, without a scenario the scenarios of one. A line \
            of standard input is a line of yours; an empty one, or the end of the input, ends the \
            talk. The Analyzer that scores real conversations scores this one, and keeps nothing \
            of it.
            """)

    @Argument(help: "The module, such as lead_qual_beginner.")
    var module: String?
    @Argument(help: "The scenario, such as first_time_buyer.")
    var scenario: String?
    @Option(help: "The agency.")
    var tenant = "harbor-realty"
    @Option(help: "The agent who practises.")
    var agent = "maya"
    @Flag(help: "Print the scorecard as one JSON object.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let coaching = try connection.client(of: "coaching", Coaching.self)
            guard let module else { return try await listModules(coaching) }
            guard let scenario else { return try await list(ModuleID(module), coaching) }
            let opened = try await coaching.startRolePlay(
                StartRolePlay(
                    tenantID: TenantID(tenant), agentID: AgentID(agent),
                    moduleID: ModuleID(module), scenarioID: scenario))
            let over = try await talk(opened, coaching)
            guard let scorecard = over.scorecard else { return }
            if json {
                try Console.printJSON(ScorecardRow(over, scorecard))
            } else {
                for line in ScorecardText(over, scorecard).lines { Console.print(line) }
            }
        }
    }

    private func listModules(_ coaching: Client<Coaching>) async throws {
        let modules = try await coaching.listModules(ListModules(tenantID: TenantID(tenant)))
        for module in modules.modules {
            let level = module.level.known?.rawValue ?? ""
            Console.print("\(module.moduleID)  \(level), \(module.minutes) min: \(module.title)")
        }
    }

    private func list(_ module: ModuleID, _ coaching: Client<Coaching>) async throws {
        let content = try await coaching.getModule(
            NameModule(tenantID: TenantID(tenant), moduleID: module))
        for scenario in content.scenarios {
            Console.print("\(scenario.scenarioID)  \(scenario.title): \(scenario.goal)")
        }
    }

    /// Goes on until the client agrees or leaves, or the agent has no more to say.
    private func talk(
        _ opened: RolePlay, _ coaching: Client<Coaching>
    ) async throws -> RolePlay {
        var play = opened
        Console.note(play.brief.situation)
        Console.note("Your goal: \(play.brief.goal)\n")
        Console.note("\(play.brief.client): \(play.lines.last?.text ?? "")")
        while play.status.known == .active {
            guard let line = readLine(), !line.allSatisfy(\.isWhitespace) else {
                return try await coaching.endRolePlay(
                    NameRolePlay(tenantID: TenantID(tenant), rolePlayID: play.rolePlayID))
            }
            play = try await coaching.sayInRolePlay(
                SayInRolePlay(
                    tenantID: TenantID(tenant), rolePlayID: play.rolePlayID,
                    turn: play.lines.count { $0.role.known == .agent }, text: line))
            Console.note("\(play.brief.client): \(play.lines.last?.text ?? "")")
        }
        return play
    }
}

/// A scorecard as `--json` prints it.
struct ScorecardRow: Encodable {
    struct Goal: Encodable {
        let name: String
        let isReached: Bool

        enum CodingKeys: String, CodingKey {
            case name
            case isReached = "is_reached"
        }
    }

    let rolePlayID: String
    let module: String
    let scenario: String
    let status: String
    /// Nil where too little was said.
    let overallScore: Double?
    let note: String
    let areas: [String: Double]
    let goals: [Goal]
    let advice: [String]

    enum CodingKeys: String, CodingKey {
        case rolePlayID = "role_play_id"
        case module, scenario, status
        case overallScore = "overall_score"
        case areas, goals, advice, note
    }

    init(_ play: RolePlay, _ scorecard: Scorecard) {
        rolePlayID = play.rolePlayID.description
        module = play.moduleID.rawValue
        scenario = play.brief.scenarioID
        status = play.status.known?.rawValue ?? "unknown"
        overallScore = scorecard.isTooShort ? nil : scorecard.overallScore
        note = scorecard.note
        areas = Dictionary(
            (scorecard.qualityScores + scorecard.expertiseScores).map { ($0.area, $0.score) },
            uniquingKeysWith: max)
        goals = scorecard.goals.map { Goal(name: $0.name, isReached: $0.isReached) }
        advice = scorecard.advice
    }
}

/// A scorecard for a person who reads.
struct ScorecardText {
    let lines: [String]

    init(_ play: RolePlay, _ scorecard: Scorecard) {
        var lines = [""]
        if !scorecard.isTooShort { lines.append("\(Int(scorecard.overallScore.rounded())) of 100") }
        if !scorecard.note.isEmpty { lines.append(scorecard.note) }
        lines += scorecard.goals.map { goal in
            goal.isReached
                ? "  ✓ \(goal.name)" : "  ✗ \(goal.name). A line that works: “\(goal.example)”"
        }
        for area in scorecard.qualityScores + scorecard.expertiseScores {
            let name = area.area.replacing("_", with: " ")
            lines.append("  \(Int(area.score.rounded())) \(name)")
        }
        lines += scorecard.compliance.map { "  Compliance: “\($0.phrase)”. \($0.guidance)" }
        lines += ["", "Next time:"] + scorecard.advice.map { "  - \($0)" }
        self.lines = lines
    }
}
