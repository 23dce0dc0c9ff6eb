import CoachingContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Wire

/// Serves `/notifications`: how the reader wants to be told of things, and what they were told.
struct NotificationsPageHandler: Sendable {
    let coaching: CoachingPeer
    let templates: Templates

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        async let wishes = coaching.notificationWishes(of: person)
        async let told = coaching.latestNotifications(for: person)
        return try templates.page(
            "notifications",
            await NotificationsPage(
                person: person, wishes: wishes, told: told,
                isSaved: request.uri.queryParameters["saved"] != nil))
    }
}

/// Serves `POST /api/notifications/{id}/done`: the reader has seen it, and no page shows it again.
struct NotificationDoneHandler: Sendable {
    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        guard let id = context.parameters.get("id").flatMap({ NotificationID($0) }) else {
            throw Problem.notFound
        }
        try await coaching.markSeen(id, by: try context.person())
        guard !request.isFromPage else { return .seeOther(request.pageBefore) }
        return try JSONAnswer.response(["status": "opened"])
    }
}

/// Serves `POST /api/notification-preferences`: the whole of somebody's wishes, in place of those
/// before. What is not named under `channels` and `kinds` is muted.
struct NotificationPreferencesHandler: Sendable {
    private struct Body: Decodable {
        let time_zone: String
        /// `22:00`; both or neither, where empty is none.
        let quiet_from: String?
        let quiet_until: String?
        let channels: [String]?
        let kinds: [String]?
        let email: String?
        let phone: String?
    }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        var wishes = try await coaching.notificationRecipient(of: person)
        wishes.timeZone = body.time_zone
        wishes.quietFromMinute = try Self.minute(body.quiet_from, "quiet_from")
        wishes.quietUntilMinute = try Self.minute(body.quiet_until, "quiet_until")
        guard (wishes.quietFromMinute == nil) == (wishes.quietUntilMinute == nil) else {
            throw Problem.invalid(
                "Quiet hours need both times, from (quiet_from) and until (quiet_until), or neither."
            )
        }
        let channels = person.role.choosableChannels
        let mutedChannels = try Self.unchosen(body.channels, of: channels, "channels")
        let kinds = NotificationSubject.allCases.filter { $0.concerns(person.role) }
        let mutedKinds = try Self.unchosen(body.kinds, of: kinds, "kinds")
        // What the page does not show stays as it is: an application registers its push token, an
        // admin the CRM's contact.
        wishes.mutedChannels.removeAll { muted in channels.contains { muted.known == $0 } }
        wishes.mutedChannels += mutedChannels.map { Open($0) }
        wishes.mutedKinds.removeAll { muted in kinds.contains { muted == $0.rawValue } }
        wishes.mutedKinds += mutedKinds.map(\.rawValue)
        wishes.email = body.email ?? ""
        wishes.phone = body.phone ?? wishes.phone
        try await coaching.save(wishes, for: person)
        guard !request.isFromPage else { return .seeOther("/notifications?saved=1") }
        return try JSONAnswer.response(["status": "saved"])
    }

    /// The minute of the day that `HH:MM` names; nil for an empty field.
    private static func minute(_ text: String?, _ field: String) throws(Problem) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { throw .invalid("\(field) must be a time of day such as 22:00.") }
        return hour * 60 + minute
    }

    private static func unchosen<Word: Vocabulary>(
        _ chosen: [String]?, of words: [Word], _ field: String
    ) throws(Problem) -> [Word] {
        let chosen = chosen ?? []
        for name in chosen where !words.contains(where: { $0.rawValue == name }) {
            let known = words.map(\.rawValue).joined(separator: ", ")
            throw .invalid("\(field) must be of \(known).")
        }
        return words.filter { !chosen.contains($0.rawValue) }
    }
}
