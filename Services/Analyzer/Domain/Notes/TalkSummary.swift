import Identifiers

/// What a CRM note says of a conversation; every line of it is quoted or computed, none invented.
package struct TalkSummary: Hashable, Sendable {
    /// A sentence of the client, at most 160 bytes.
    package struct Quoted: Hashable, Sendable {
        package var messageID: MessageID
        package var text: String
    }

    package struct Objection: Hashable, Sendable {
        package var messageID: MessageID
        package var kind: ObjectionKind
        package var isResolved: Bool
        package var text: String
    }

    /// As the client gave it.
    package var clientName: String?
    /// Needs, reasons and places, in the order told.
    package var wants: [Quoted]
    package var budget: Quoted?
    package var timeline: Quoted?
    package var decider: Quoted?
    package var financing: Quoted?
    package var objections: [Objection]
    /// The newest of each side.
    package var offers: [PricedOffer]
    package var nextSteps: [NextStep]
    package var appointment: DueTime?
    package var outcome: ConversationOutcome
}

extension TalkSummary {
    /// The note, a fact a line.
    package var note: String {
        var lines = ["Outcome: \(words(outcome.rawValue))."]
        if let clientName { lines.append("Client: \(clientName).") }
        lines += wants.map { "Wants: “\($0.text)”" }
        for (name, quoted) in [
            ("Budget", budget), ("Time frame", timeline), ("Decides", decider),
            ("Financing", financing),
        ] {
            if let quoted { lines.append("\(name): “\(quoted.text)”") }
        }
        lines += objections.map { objection in
            let state = objection.isResolved ? "answered" : "open"
            return "Objection (\(objection.kind), \(state)): “\(objection.text)”"
        }
        lines += offers.map { "Last offer of the \($0.role): \(amount($0.price))." }
        lines += nextSteps.map { step in
            let due = step.due.map { ", due \($0)" } ?? ""
            return "Next step (\(step.owner)\(due)): \(step.text)"
        }
        if nextSteps.isEmpty { lines.append("Next step: none agreed.") }
        return lines.joined(separator: "\n")
    }

    private func words(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }

    private func amount(_ price: Double) -> String {
        price == price.rounded() && price.magnitude < 1e15 ? String(Int(price)) : String(price)
    }
}

/// Keeps the few sentences of the client that a note quotes.
struct NoteTracker: Hashable, Sendable {
    /// A note is read at a glance.
    static let wantCountMax = 5

    private(set) var clientName: String?
    private(set) var wants: [TalkSummary.Quoted] = []
    private(set) var first: [Cue: TalkSummary.Quoted] = [:]

    mutating func observe(_ turn: Turn) {
        guard !turn.isAgent else { return }
        for quote in turn.reading.quotes {
            let quoted = TalkSummary.Quoted(messageID: turn.id, text: quote.text)
            switch quote.cue {
            case .needAnswer, .motivationAnswer, .locationAnswer:
                if wants.count < Self.wantCountMax,
                    !wants.contains(where: { $0.text == quote.text })
                {
                    wants.append(quoted)
                }
            case .nameGiven: clientName = clientName ?? Self.name(in: quote.text)
            case .budgetAnswer, .timelineAnswer, .authorityAnswer, .financingAnswer:
                if first[quote.cue] == nil { first[quote.cue] = quoted }
            default: continue
            }
        }
    }

    /// The capitalised words behind `name is`.
    private static func name(in text: String) -> String? {
        let words = text.split(separator: " ")
        guard let place = words.firstIndex(where: { $0.lowercased().hasPrefix("name") }) else {
            return nil
        }
        let name = words[(place + 1)...].drop { $0 == "is" }
            .prefix { $0.first?.isUppercase == true }.prefix(2)
            .map { $0.filter { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" } }
        return name.isEmpty ? nil : name.joined(separator: " ")
    }
}
