import GatewayDomain
import Identifiers

/// Whose page of learning to open, for those who have none of their own.
struct ChoicePage: PageView {
    enum Subject: String {
        case licences, exam

        fileprivate var title: String {
            switch self {
            case .licences: "Licences and continuing education"
            case .exam: "Exam practice"
            }
        }
    }

    let person: Person
    let subject: Subject
    let agents: Panel<[AgentLine]>

    var values: [String: Any] {
        var values = PageFrame(
            title: subject.title, person: person, place: .training,
            missing: [agents.missing].compactMap { $0 }
        ).values
        let lines = agents.value ?? []
        values["heading"] = subject.title
        values["path"] = "/\(subject.rawValue)"
        values["agents"] = lines.map {
            ["agent": $0.agent.rawValue, "query": "?agent=\(urlEncoded($0.agent.rawValue))"]
        }
        values["hasAgents"] = !lines.isEmpty
        values["isEmpty"] = agents.value?.isEmpty ?? false
        return values
    }
}
