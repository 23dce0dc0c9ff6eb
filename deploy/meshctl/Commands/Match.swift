import ArgumentParser
import Foundation
import Identifiers
import PredictionDomain

/// `meshctl match`.
struct Match: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Which lead types suit which agents, with the evidence; needs no mesh.",
        discussion: """
            A type is the category of a conversation. An agent's level and how hard a type is are \
            taken out first; what is left is drawn towards nothing where there is little of it. \
            Nothing about who a lead is goes in. Where the groups of leads are known, --groups tells \
            how often the agent of each group's leads suits them, and whether the shares stay \
            within four fifths of each other.
            """)

    @Argument(help: "Conversations with an outcome, one a line (JSONL).")
    var file: String
    @Option(help: "Only this agent.")
    var agent: String?
    @Option(help: "Check fairness by this table (CSV) with the columns conversation_id and group.")
    var groups: String?
    @OptionGroup(title: "Success") var success: SuccessOptions
    @Flag(help: "Print one JSON object an agent and type; with --groups, one a group.")
    var json = false

    func run() async throws {
        try await reporting {
            let known = try success.rule.outcomes(of: try ConversationFile.read(file), in: file)
            let ended = known.map { record, succeeded in
                EndedConversation(
                    id: record.conversationID,
                    lead: MatchedLead(
                        agentID: record.agentID, type: record.category, succeeded: succeeded))
            }
            let matching = LeadMatching(ended.map(\.lead))
            if let groups {
                let check = try FairnessCheck(ended, groupsIn: groups, matching)
                return try check.print(json: json)
            }
            let fits = agent.map { matching.fits(of: AgentID($0)) } ?? matching.fits()
            for fit in fits {
                if json { try Console.printJSON(FitRow(fit)) } else { Console.print(text(of: fit)) }
            }
            if fits.isEmpty {
                Console.note("no conversation of \(agent ?? "anybody") has an outcome")
            }
        }
    }

    private func text(of fit: LeadFit) -> String {
        "\(fit.agentID) \(fit.verdict.rawValue) \(fit.type): \(fit.evidence)"
    }
}

/// One line of `meshctl match --json`.
private struct FitRow: Encodable {
    let agentID: AgentID
    let leadType: String
    let verdict: String
    let conversations: Int
    let successes: Int
    let expected: Double
    let lift: Double
    /// 80 %.
    let interval: [Double]
    let probabilityBetter: Double
    let evidence: String

    enum CodingKeys: String, CodingKey {
        case verdict, conversations, successes, expected, lift, interval, evidence
        case agentID = "agent_id"
        case leadType = "lead_type"
        case probabilityBetter = "probability_better"
    }

    init(_ fit: LeadFit) {
        agentID = fit.agentID
        leadType = fit.type
        verdict = fit.verdict.rawValue
        conversations = fit.conversations
        successes = fit.successes
        expected = fit.expected
        lift = fit.lift
        interval = [fit.interval.lowerBound, fit.interval.upperBound]
        probabilityBetter = fit.probabilityBetter
        evidence = fit.evidence
    }
}
