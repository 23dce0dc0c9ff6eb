import Foundation
import Identifiers

/// Hears what a message does where no rule knows its words, by a model that learned from sentences
/// written for this product.
///
/// Rules are asked first and stay as they are: the model adds what they missed, and says how a
/// message sounds.
package struct ActFinder: Sendable {
    package static let shipped = ActFinder(model: ShippedModels.acts)

    /// Fewer words say what they do by themselves, and the rules know them all.
    private static let wordCountMin = 2
    /// The longest message that the model learned from; in longer ones it finds something of
    /// everything.
    private static let wordCountMax = 30

    /// With fewer words known the text is in another language, or no language at all.
    private static let knownShareMin: Float = 0.6

    /// How much surer than its own threshold the model must be where rules heard nothing, in ln
    /// odds: what it adds is right less often than what rules say.
    package static let margin: Float = 1.5

    private let model: TextClassifier?
    /// The probability from which each label is given, in the model's order.
    private let bounds: [Float]
    /// What each label of the model shows, in the model's order.
    private let meanings: [Meaning]

    private enum Meaning: Hashable, Sendable {
        case cue(Cue, by: PhraseRule.Speaker)
        case feeling(isGood: Bool)
        case unknown
    }

    /// Adds nothing without a model.
    package init(model: TextClassifier?, margin: Float = ActFinder.margin) {
        self.model = model
        bounds = (model?.thresholds ?? []).map { threshold in
            1 / (1 + expf(-logf(threshold / (1 - threshold)) - margin))
        }
        meanings = (model?.labels ?? []).map { Self.known[$0] ?? .unknown }
    }

    /// Adds to `reading` what the rules missed in `text`.
    func complete(_ reading: inout MessageReading, of text: String, by role: MessageRole) {
        guard let model, (Self.wordCountMin...Self.wordCountMax).contains(reading.wordCount) else {
            return
        }
        var scratch = TextClassifier.Scratch()
        let probabilities = model.probabilities(of: TextSample(text, role: role), &scratch)
        guard scratch.reader.knownShare >= Self.knownShareMin else { return }
        var feeling: Float = 0
        var objection: (kind: ObjectionKind, share: Float)?
        for (place, meaning) in meanings.enumerated() {
            let probability = probabilities[place]
            // 1 where the label is given, more where it is surer.
            let share = probability / bounds[place]
            switch meaning {
            case .cue(let cue, let speaker):
                guard share >= 1, speaker.includes(role), isPlausible(cue, in: reading) else {
                    continue
                }
                reading.cues.insert(cue)
                if let kind = cue.objection, share > objection?.share ?? 0 {
                    objection = (kind, share)
                }
            case .feeling(let isGood):
                if share >= 1 { feeling += isGood ? probability : -probability }
            case .unknown: continue
            }
        }
        reading.objection = reading.objection ?? objection?.kind
        if feeling != 0 { reading.sentiment = Double(feeling) }
    }

    /// Rules that heard more than the model know better: what a negation took back stays so, who
    /// asks agrees to nothing yet, who sounds pleased, agrees or bids objects to nothing, and a
    /// meeting has a time.
    private func isPlausible(_ cue: Cue, in reading: MessageReading) -> Bool {
        if reading.takenBack.contains(cue) { return false }
        switch cue {
        case .acceptance: return reading.questions == 0
        case .appointmentAsk: return reading.cues.contains(.slot) || reading.questions > 0
        case .appointmentConfirm: return reading.cues.contains(.slot) && reading.questions == 0
        default:
            return cue.objection == nil
                || reading.sentiment ?? 0 <= 0
                    && !reading.cues.containsAny(.acceptance, .commitment, .offer)
        }
    }

    /// Offers are not among them: a price on the table counts in every bargain, and a number that
    /// nobody offered would spoil it. Nor are greetings, thanks and apologies, whose few words the
    /// rules know all.
    private static let known: [String: Meaning] = {
        var known: [String: Meaning] = [
            "small_talk": .cue(.smallTalk, by: .either),
            "reflection": .cue(.reflection, by: .agent), "empathy": .cue(.empathy, by: .agent),
            "objection_response": .cue(.objectionAnswer, by: .agent),
            "acceptance": .cue(.acceptance, by: .either),
            "rejection": .cue(.denial, by: .either), "next_step": .cue(.nextStep, by: .either),
            "appointment_request": .cue(.appointmentAsk, by: .either),
            "appointment_set": .cue(.appointmentConfirm, by: .either),
            "feature": .cue(.feature, by: .agent), "benefit": .cue(.benefit, by: .agent),
            "market_evidence": .cue(.marketEvidence, by: .agent),
            "budget_question": .cue(.budgetQuestion, by: .agent),
            "authority_question": .cue(.authorityQuestion, by: .agent),
            "need_question": .cue(.needQuestion, by: .agent),
            "timeline_question": .cue(.timelineQuestion, by: .agent),
            "trial_close": .cue(.trialClose, by: .agent), "urgency": .cue(.urgency, by: .agent),
            "unprofessional": .cue(.unprofessional, by: .agent),
            "sentiment:good": .feeling(isGood: true), "sentiment:bad": .feeling(isGood: false),
        ]
        for cue in Cue.allCases {
            guard let kind = cue.objection else { continue }
            known["objection:\(kind.rawValue)"] = .cue(cue, by: .client)
        }
        return known
    }()
}
