import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// Finds what a live view shows.
struct LiveState: Sendable {
    let hub: LiveHub
    let analyzer: AnalyzerPeer
    let sights: Sights

    struct Shown: Sendable {
        let board: LiveBoard
        let cursor: LiveCursor
        let selected: LiveBoard.Conversation?
        var missing: [MissingPart] = []
    }

    /// The live events of `person`, with the conversation they chose or the one that moved last.
    ///
    /// One that the live log no longer holds is fetched from the Analyzer.
    func shown(to person: Person, choosing chosen: ConversationID?) async -> Shown {
        let inSight = await sights.audience(of: person)
        let audience = inSight ?? person.audience(seeing: [])
        let (board, cursor) = hub.board(for: audience)
        var selected = chosen.map { board.conversation($0) } ?? board.conversations.first
        var missing: [MissingPart] = []
        if !hub.isConnected || inSight == nil {
            missing = [.liveEvents]
        }
        if let chosen, selected == nil {
            let found = await PeerCall.panel(of: "Analyzer") {
                try await analyzer.conversation(chosen, for: person, in: audience)
            }
            selected = found.value ?? nil
            missing += found.missing.map { [$0] } ?? []
        }
        return Shown(board: board, cursor: cursor, selected: selected, missing: missing)
    }
}

/// Serves `/`: the live view as it stands; its script goes on from there.
struct LivePageHandler: Sendable {
    let state: LiveState
    let coaching: CoachingPeer
    /// What agents earn.
    let unlocks: LiveHub
    let templates: Templates
    let now: @Sendable () -> Instant

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        async let state = state.shown(to: person, choosing: request.chosenConversation)
        async let notes = coaching.unreadNotifications(for: person)
        let shown = await state
        let coached = await session(shown.selected, for: person)
        let unread = await notes
        return try templates.page(
            "live",
            LivePage(
                person: person, board: shown.board, cursor: shown.cursor,
                unlockCursor: person.agent == nil ? nil : unlocks.newest, selected: shown.selected,
                notes: unread.value ?? [], coached: coached, paintedAt: now(),
                missing: shown.missing + (unread.missing.map { [$0] } ?? [])))
    }

    /// Of the reader, or of the agent in the conversation that a manager reads.
    private func session(
        _ selected: LiveBoard.Conversation?, for person: Person
    ) async -> SessionPanel? {
        let isOwn = person.role == .agent
        guard let agent = isOwn ? person.agent : selected?.latest.agent,
            case .shown(let session) = await coaching.openSession(of: agent, for: person)
        else { return nil }
        return SessionPanel(agent: agent, session: session, isOwn: isOwn)
    }
}

/// Serves `GET /api/conversations`: the live view's state and the cursor to go on from.
struct ConversationsHandler: Sendable {
    private struct Body: Encodable {
        let cursor: String
        let conversations: [MessageJSON]
        let alerts: [AlertJSON]
        let messages: [MessageJSON]
        let missing: [String]
    }

    let state: LiveState

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let shown = await state.shown(to: person, choosing: request.chosenConversation)
        return try JSONAnswer.response(
            Body(
                cursor: shown.cursor.description,
                conversations: shown.board.conversations.map { MessageJSON($0.latest) },
                alerts: shown.board.alerts.map(AlertJSON.init),
                messages: shown.selected?.messages.map(MessageJSON.init) ?? [],
                missing: shown.missing.map(\.description)))
    }
}

/// Serves `GET /api/live` for those whom the upgrade refused: it says why.
struct LiveRefusalHandler: Sendable {
    let origins: Origins

    func handle(_ request: Request, _ context: GatewayContext) throws -> Response {
        _ = try context.person()
        guard
            origins.allow(origin: request.headers[.origin], host: request.head.authority, site: nil)
        else {
            throw Problem(
                .forbidden, "wrong_origin", "This request comes from another site's page.")
        }
        for name in ["after", "unlocks"] {
            if let text = request.uri.queryParameters[name[...]], LiveCursor(String(text)) == nil {
                throw Problem.invalid("\(name) is not a cursor of ours.")
            }
        }
        throw Problem(
            .upgradeRequired, "upgrade_required", "This address speaks WebSocket, version 13.")
    }
}

extension Request {
    var chosenConversation: ConversationID? {
        uri.queryParameters["conversation"].flatMap { text in
            (1...256).contains(text.utf8.count) ? ConversationID(String(text)) : nil
        }
    }
}
