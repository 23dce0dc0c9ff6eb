import Identifiers

/// What a live view shows: the conversations that move, newest first, and the prompts they raised.
///
/// It is folded from the events of a `LiveLog`, so a page and a socket that starts at the same
/// cursor never disagree.
package struct LiveBoard: Sendable {
    package struct Limits: Sendable {
        /// A person follows a handful; more only makes the page long.
        package var conversationsMax = 60
        /// The newest messages of each; the whole conversation is a call away.
        package var messagesMax = 200
        package var alertsMax = 40
        package init() {}
    }

    /// One conversation as it stands.
    package struct Conversation: Sendable {
        package var latest: LiveMessage
        package var messages: [LiveMessage]
        package var alertCount = 0

        package init(latest: LiveMessage, messages: [LiveMessage]) {
            self.latest = latest
            self.messages = messages
        }
    }

    /// The conversation that moved last comes first.
    package private(set) var conversations: [Conversation] = []
    /// Newest first, those that wait for an answer and those that have one.
    package private(set) var alerts: [LiveAlert] = []

    package init(_ events: [LiveEvent], limits: Limits = Limits()) {
        var open: [ConversationID: Conversation] = [:]
        var order: [ConversationID: Int] = [:]
        var raised: [AlertID: LiveAlert] = [:]
        for (number, event) in events.enumerated() {
            switch event {
            case .messageObserved(let message):
                open[message.conversation, default: Conversation(latest: message, messages: [])]
                    .add(message)
                order[message.conversation] = number
            case .alertRaised(let alert):
                raised[alert.id] = alert
                open[alert.conversation]?.alertCount += 1
            case .alertAnswered(let answer):
                raised[answer.alert]?.answer = answer
            case .sessionChanged, .notified, .unlocked:
                break
            }
        }
        conversations = order.sorted { $0.value > $1.value }.prefix(limits.conversationsMax)
            .compactMap { open[$0.key]?.trimmed(to: limits.messagesMax) }
        alerts = Array(
            raised.values.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
                .prefix(limits.alertsMax))
    }

    package func conversation(_ id: ConversationID) -> Conversation? {
        conversations.first { $0.latest.conversation == id }
    }
}

extension LiveBoard.Conversation {
    /// How far back a message is looked for that comes again: a sender repeats what it just sent.
    private static var repeatsWithin: Int { 50 }

    /// The same message again replaces its earlier self.
    fileprivate mutating func add(_ message: LiveMessage) {
        let recent = messages.suffix(Self.repeatsWithin)
        if let known = recent.lastIndex(where: { $0.id == message.id }) {
            messages[known] = message
        } else {
            messages.append(message)
        }
        latest = message
    }

    fileprivate func trimmed(to messagesMax: Int) -> Self {
        var copy = self
        copy.messages = Array(messages.suffix(messagesMax))
        return copy
    }
}
