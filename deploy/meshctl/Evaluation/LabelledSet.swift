import AnalyzerDomain
import Foundation
import Identifiers

/// Real-estate talk that was written and labelled for this product, by its makers.
///
/// A conversation begins with `#` and what is true of it as a whole; a line is the speaker (`A`gent
/// or `C`lient), codes of what the message does, a colon and the text, at whose end the prices
/// stand that it names.
struct LabelledSet: Sendable {
    struct Message: Sendable {
        var role: MessageRole
        /// Words of `LabelledSet.words`, `objection:KIND` and `compliance:TOPIC`.
        var labels: Set<String>
        var text: String
        var prices: [Double]
    }

    struct Conversation: Sendable {
        var messages: [Message] = []
        /// Objections that the agent resolved, where the set says.
        var resolvedCount: Int?
        var hasAppointment = false
        var isAboutOffers = false
    }

    let name: String
    let conversations: [Conversation]

    /// Rules may be written by it.
    static let tuning = LabelledSet("tuning", RealEstateTuningSet.text)
    /// Only figures are taken from it.
    static let test = LabelledSet("test", RealEstateTestSet.text)
    /// The same, written after the test half had been measured many times.
    static let secondTest = LabelledSet("second_test", RealEstateSecondTestSet.text)

    /// Chats, calls and mails, written before the model of acts was trained and measured after it.
    static let thirdTest = LabelledSet("third_test", RealEstateThirdTestSet.text)

    /// Plain feelings and words that only sound like one: one half to fit by, one for figures.
    static let feelingTuning = LabelledSet("feeling_tuning", FeelingSet.tuning)
    static let feelingTest = LabelledSet("feeling_test", FeelingSet.test)

    var messageCount: Int { conversations.reduce(0) { $0 + $1.messages.count } }

    /// What the codes mean.
    static let words: [String: String] = [
        "g": "greeting", "st": "small_talk", "oq": "open_question", "cq": "closed_question",
        "rf": "reflection", "em": "empathy", "or": "objection_response", "of": "offer",
        "ac": "acceptance", "rj": "rejection", "ns": "next_step", "ar": "appointment_request",
        "as": "appointment_set", "fe": "feature", "be": "benefit", "mk": "market_evidence",
        "bq": "budget_question", "aq": "authority_question", "nq": "need_question",
        "tq": "timeline_question", "tc": "trial_close", "ur": "urgency", "th": "thanks",
        "ap": "apology", "un": "unprofessional", "+": "sentiment:good", "-": "sentiment:bad",
    ]

    private init(_ name: String, _ text: String) {
        self.name = name
        var conversations: [Conversation] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                conversations.append(Self.head(line.dropFirst(2)))
            } else {
                conversations[conversations.count - 1].messages.append(Self.message(line))
            }
        }
        self.conversations = conversations
    }

    private static func head(_ line: Substring) -> Conversation {
        var conversation = Conversation()
        conversation.hasAppointment = line == "appointment"
        conversation.isAboutOffers = line == "offers"
        conversation.resolvedCount = line.split(separator: " ").last.flatMap { Int($0) }
        return conversation
    }

    private static func message(_ line: Substring) -> Message {
        let isCut = line.firstIndex(of: " ").map { $0 < (line.range(of: ": ")?.lowerBound ?? $0) }
        let colon = line.range(of: ": ") ?? line.endIndex..<line.endIndex
        let head = line[..<colon.lowerBound].split(separator: " ")
        let codes = isCut == true ? head.dropFirst() : []
        var text = line[colon.upperBound...].split(separator: " ")
        var prices: [Double] = []
        // A message's own words end before its prices: `$485000`, digits only.
        while let last = text.last, last.hasPrefix("$"), let price = Double(last.dropFirst()) {
            prices.insert(price, at: 0)
            text.removeLast()
        }
        return Message(
            role: head.first == "A" ? .agent : .client, labels: Set(codes.map(label)),
            text: text.joined(separator: " "), prices: prices)
    }

    private static func label(_ code: Substring) -> String {
        if code.hasPrefix("ob:") { return "objection:" + code.dropFirst(3) }
        if code.hasPrefix("co:") { return "compliance:" + code.dropFirst(3) }
        guard let word = words[String(code)] else { preconditionFailure("no such code: \(code)") }
        return word
    }
}
