/// One part of a page, which comes from one service: there, not yet possible, or missing.
///
/// A page shows every part it has; a part that is missing says which service did not answer.
package enum Panel<Value: Sendable>: Sendable {
    case shown(Value)
    /// The service answered that it cannot say yet, and why: no model, no baseline, no conversation.
    case notYet(reason: String)
    case missing(MissingPart)

    package var value: Value? { if case .shown(let value) = self { value } else { nil } }

    /// Why the service cannot say it.
    package var reason: String? { if case .notYet(let reason) = self { reason } else { nil } }

    package var missing: MissingPart? { if case .missing(let part) = self { part } else { nil } }
}

/// A part of a page that could not be fetched.
package struct MissingPart: Error, Hashable, Sendable {
    /// `Prediction`, as a person would say it.
    package let service: String
    package let cause: Cause

    package enum Cause: String, Sendable {
        case unreachable = "is not answering"
        case slow = "did not answer in time"
        case failed = "had a fault"
    }

    package init(service: String, cause: Cause) {
        self.service = service
        self.cause = cause
    }

    /// What is missing while no live events come in.
    package static let liveEvents = MissingPart(service: "Coaching", cause: .unreachable)
}

extension MissingPart: CustomStringConvertible {
    package var description: String { "\(service) \(cause.rawValue)" }
}
