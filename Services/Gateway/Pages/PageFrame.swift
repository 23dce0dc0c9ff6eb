import GatewayDomain
import Identifiers

/// What every page has: its title, who is signed in, where they are, and what is missing.
struct PageFrame {
    enum Place {
        case live, agents, leaderboard, challenges, training, team, returns, notifications,
            elsewhere
    }

    let title: String
    let person: Person?
    var place = Place.elsewhere
    var missing: [MissingPart] = []
    var scripts: [String] = []

    var values: [String: Any] {
        var values: [String: Any] = [
            "title": title, "isLive": place == .live, "isAgents": place == .agents,
            "isTraining": place == .training,
            "missing": Set(missing.map(\.description)).sorted(), "scripts": scripts,
        ]
        if let person {
            values["person"] =
                [
                    "userName": person.userName, "role": person.role.rawValue,
                    "tenant": person.tenant.rawValue,
                    "agentsLabel": person.role == .agent ? "My profile" : "Agents",
                    "isLive": place == .live, "isAgents": place == .agents,
                    "isLeaderboard": place == .leaderboard, "isChallenges": place == .challenges,
                    "isTraining": place == .training, "isTeam": place == .team,
                    "isNotifications": place == .notifications,
                    "isReturns": place == .returns,
                    "isManager": person.role != .agent,
                ] as [String: Any]
        }
        return values
    }
}

/// Percent-encodes what stands in a path segment or a query value (RFC 3986 §2.3 leaves the rest).
func urlEncoded(_ text: String) -> String {
    let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    let digits = Array("0123456789ABCDEF")
    var encoded = ""
    for byte in text.utf8 {
        if kept.contains(byte) {
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }
    return encoded
}

/// How good a score looks, in a word for the style sheet; the number always stands with it.
func band(_ score: Double?) -> String {
    guard let score else { return "none" }
    return score >= 70 ? "good" : score >= 50 ? "fair" : "poor"
}
