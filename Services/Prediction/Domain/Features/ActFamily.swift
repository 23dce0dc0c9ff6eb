import Identifiers

/// Dialogue acts that mean the same to a prediction.
package enum ActFamily: String, CaseIterable, Sendable {
    case question
    case acceptance
    case commitment
    case rejection
    case objection
    case offer
    case concession
    case greeting
    case thanks
    case empathy
    case evidence
    case pressure
    case rudeness
}

/// A set of families, one bit each.
struct ActFamilies: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ acts: [MessageAct]) {
        self.init(rawValue: acts.reduce(0) { bits, act in bits | (act.family?.bit ?? 0) })
    }

    func contains(_ family: ActFamily) -> Bool { rawValue & family.bit != 0 }
}

extension ActFamily {
    var bit: UInt16 { 1 << UInt16(place) }

    var place: Int {
        switch self {
        case .question: 0
        case .acceptance: 1
        case .commitment: 2
        case .rejection: 3
        case .objection: 4
        case .offer: 5
        case .concession: 6
        case .greeting: 7
        case .thanks: 8
        case .empathy: 9
        case .evidence: 10
        case .pressure: 11
        case .rudeness: 12
        }
    }
}

extension MessageAct {
    /// The family that this act counts in; nil when it says nothing about success.
    var family: ActFamily? {
        switch self {
        case .openQuestion, .closedQuestion, .budgetQuestion, .authorityQuestion, .needQuestion,
            .timelineQuestion:
            .question
        case .acceptance: .acceptance
        case .commitment, .nextStep, .appointmentRequest, .appointmentSet: .commitment
        case .rejection: .rejection
        case .objection: .objection
        case .offer: .offer
        case .concession: .concession
        case .greeting, .smallTalk: .greeting
        case .thanks: .thanks
        case .empathy, .reflection, .apology, .objectionResponse: .empathy
        case .feature, .benefit, .marketEvidence, .information: .evidence
        case .trialClose, .urgency: .pressure
        case .unprofessional: .rudeness
        case .farewell: nil
        }
    }
}
