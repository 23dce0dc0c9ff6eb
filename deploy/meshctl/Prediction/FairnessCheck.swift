import Identifiers
import PredictionDomain
import Tables

/// A conversation whose end is known, as matching sees it.
struct EndedConversation {
    let id: ConversationID
    let lead: MatchedLead
}

/// Whether matching treats groups of leads alike: `meshctl match --groups`.
struct FairnessCheck {
    private let fairness: MatchingFairness
    private let withoutGroup: Int

    /// Throws `InputFault` when the table has no such columns, or knows none of the conversations.
    init(
        _ ended: [EndedConversation], groupsIn path: String, _ matching: LeadMatching
    ) throws {
        let groupOf = try Self.groups(in: path)
        let fits = Dictionary(grouping: matching.fits(), by: \.agentID)
        let leads = ended.compactMap { conversation in
            groupOf[conversation.id.rawValue].map { group in
                let lead = conversation.lead
                let fit = fits[lead.agentID]?.first { $0.type == lead.type }
                return (
                    group: group, isSuited: fit?.verdict == .suits, expected: fit?.expected ?? 0.5,
                    succeeded: lead.succeeded
                )
            }
        }
        guard !leads.isEmpty else {
            throw InputFault(
                file: path, line: nil,
                problem: "it names none of the conversations that have an outcome")
        }
        fairness = MatchingFairness(leads)
        withoutGroup = ended.count - leads.count
    }

    private static func groups(in path: String) throws -> [String: String] {
        let bytes = try InputFile.data(path)
        do throws(TableFault) {
            let table = try TextTable(parsing: bytes)
            let told = zip(try table.texts("conversation_id"), try table.texts("group"))
            return Dictionary(told) { first, _ in first }.filter { !$0.value.isMissing }
        } catch {
            throw InputFault(file: path, line: nil, problem: error.description)
        }
    }

    func print(json: Bool) throws {
        for group in fairness.groups {
            if json {
                try Console.printJSON(GroupRow(group, fairness))
            } else {
                Console.print(
                    "\(group.name): \(group.leads) leads, \(percent(group.suitedShare)) with an "
                        + "agent whom their type suits, expected \(signed(group.bias)) of what came"
                )
            }
        }
        let verdict =
            fairness.isFair
            ? "within four fifths: matching treats the groups alike"
            : "below four fifths: look at matching before it sends leads"
        Console.note("least share over largest \(thousandths(fairness.ratio)), \(verdict)")
        if withoutGroup > 0 { Console.note("\(withoutGroup) conversations have no group") }
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private func signed(_ bias: Double) -> String {
        bias < 0 ? "\(thousandths(-bias)) short" : "\(thousandths(bias)) in excess"
    }
}

/// One line of `meshctl match --groups --json`.
private struct GroupRow: Encodable {
    let group: String
    let leads: Int
    let suitedShare: Double
    /// Mean of what was expected less what came.
    let bias: Double
    /// The least suited share of all groups over the largest.
    let ratio: Double
    let isFair: Bool

    enum CodingKeys: String, CodingKey {
        case group, leads, bias, ratio
        case suitedShare = "suited_share"
        case isFair = "is_fair"
    }

    init(_ group: MatchingFairness.Group, _ fairness: MatchingFairness) {
        self.group = group.name
        leads = group.leads
        suitedShare = group.suitedShare
        bias = group.bias
        ratio = fairness.ratio
        isFair = fairness.isFair
    }
}
