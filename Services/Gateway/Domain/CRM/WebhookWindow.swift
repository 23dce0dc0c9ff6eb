import Identifiers

/// How old a webhook may be: a copy that somebody caught is worth nothing later.
///
/// The inbox takes each id once, for ever, so a copy within the window changes nothing either.
package struct WebhookWindow: Hashable, Sendable {
    /// The CRM tries again for an hour and ten minutes after a 429, six times with its own waits in
    /// between, and may do so with the time of its first try.
    package static let retriesLast = Duration.seconds(7_200)
    /// Clocks differ by less.
    package static let aheadMax = Duration.seconds(300)

    package var ageMax: Duration

    package init(ageMax: Duration = retriesLast) { self.ageMax = ageMax }

    /// A webhook without a time is held to its id alone.
    package func admits(sentAt sent: Instant?, at now: Instant) -> Bool {
        guard let sent else { return true }
        let age = now - sent
        return age <= ageMax && age >= .zero - Self.aheadMax
    }

    /// Which limit one that is not admitted met, in words.
    package func limit(sentAt sent: Instant?, at now: Instant) -> String {
        sent.map { $0 > now } == true
            ? "more than \(Self.aheadMax.components.seconds) s ahead of now"
            : "more than \(ageMax.components.seconds) s old"
    }
}
