import Identifiers

/// How old a webhook may be: a copy that somebody caught is worth nothing later.
package struct WebhookWindow: Hashable, Sendable {
    /// The CRM's own rule: five minutes, either way, since clocks differ.
    package var width: Duration

    package init(width: Duration = .seconds(300)) { self.width = width }

    /// A webhook without a time is held to its id alone: the inbox takes each id once, for ever.
    package func admits(sentAt sent: Instant?, at now: Instant) -> Bool {
        guard let sent else { return true }
        let age = now - sent
        return age <= width && age >= .zero - width
    }
}
