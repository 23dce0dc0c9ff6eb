import Identifiers

extension ConversationOutcome {
    /// Those that count as won.
    package static let conversions: [ConversationOutcome] = [.appointmentScheduled, .leadAdvanced]

    /// Those that say how the conversation stands; only one in progress says nothing yet.
    package static let known: [ConversationOutcome] = allCases.filter { $0 != .inProgress }
}

/// `part` of `whole` as 0–1; nil of nothing.
package func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
}
