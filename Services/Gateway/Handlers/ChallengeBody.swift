import GamificationContract
import GatewayDomain
import Identifiers
import Wire

/// The body of `POST /challenges`; without an id it is a new challenge.
struct ChallengeBody: Decodable {
    let id: String?
    let name: String
    let kind: String
    let activity: String
    let goal: Int
    let stake: Int64?
    /// The first and the last day, in UTC.
    let from: String
    let to: String
    let tenure: String?

    func request(by person: Person, newID: UUIDv7) throws(Problem) -> CreateChallenge {
        let last = try day(to, "to")
        guard let kind = ChallengeKind(rawValue: kind) else {
            let words = ChallengeKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("kind must be one of \(words).")
        }
        return CreateChallenge(
            tenantID: person.tenant, challengeID: try known(id, or: newID), name: name,
            kind: Open(kind), activity: activity, goal: goal, stake: stake ?? 0,
            startsAt: Stretch.midnight(of: try day(from, "from")),
            endsAt: Stretch.midnight(of: last.adding(days: 1)),
            tenure: tenure.flatMap { $0.isEmpty ? nil : $0 })
    }
}
