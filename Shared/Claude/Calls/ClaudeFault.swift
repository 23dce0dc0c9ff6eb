import Outbound

/// Why there is no answer of Claude's; whoever asked goes on without one.
///
/// Says nothing of what was sent or answered.
package enum ClaudeFault: Error, Sendable, Hashable {
    /// No key is configured.
    case notConfigured
    case api(APIError)
    /// No such host, no trust in it, or no connection.
    case unreachable(HTTPFault)
    /// The time that the caller gave is over.
    case timeout
    /// What came is not what the API sends, or ended too early.
    case broken(String)
    /// Claude would not; the category where it says one.
    case refused(category: String?)
    /// The answer is longer than it may be.
    case cutShort(tokenCountMax: Int)
    /// The prompt is longer than the model reads.
    case promptTooLong
    /// Not of the shape or in the ranges that were asked for, after one repair.
    case invalidAnswer(String)
    case overBudget(Budget.Limit)
    /// As many requests are under way as may be.
    case busy(limit: Int)
    /// It failed so often, or asked for so much time, that it is not asked before this passes.
    case resting(Duration)
    case cancelled

    /// One word for metrics and for whoever reads a result: why the local engine made it.
    package var reason: String {
        switch self {
        case .notConfigured: "not_configured"
        case .api(let error): error.kind.rawValue
        case .unreachable: "unreachable"
        case .timeout: "timeout"
        case .broken: "broken_answer"
        case .refused: "refused"
        case .cutShort: "cut_short"
        case .promptTooLong: "prompt_too_long"
        case .invalidAnswer: "invalid_answer"
        case .overBudget: "over_budget"
        case .busy: "busy"
        case .resting: "resting"
        case .cancelled: "cancelled"
        }
    }

    /// Whether the API, or the way to it, is at fault; nil when this says nothing of it.
    var isOutage: Bool? {
        switch self {
        case .unreachable, .broken, .timeout: true
        case .api(let error):
            switch error.kind {
            case .api, .timeout, .overloaded, .authentication, .billing, .permission: true
            case .unknown: (error.status ?? 0) >= 500
            case .invalidRequest, .notFound, .conflict, .requestTooLarge, .rateLimit: nil
            }
        case .refused, .cutShort, .promptTooLong, .invalidAnswer: false
        case .notConfigured, .overBudget, .busy, .resting, .cancelled: nil
        }
    }

    init(_ fault: HTTPFault) {
        self =
            switch fault {
            case .timeout: .timeout
            case .cancelled: .cancelled
            case .broken(let problem): .broken(problem)
            case .tooLarge(let limit, let most): .broken("longer than \(limit), \(most) bytes")
            case .busy(_, let most): .busy(limit: most)
            case .invalid, .unreachable, .untrusted, .closed: .unreachable(fault)
            }
    }
}

extension ClaudeFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notConfigured: "no ANTHROPIC_API_KEY is configured"
        case .api(let error):
            "the API answered \(error.kind.rawValue)"
                + (error.status.map { " with status \($0)" } ?? " within its stream")
        case .unreachable(let fault): "the API is not reachable: \(fault)"
        case .timeout: "the API took longer than the caller waits"
        case .broken(let problem): "the answer is broken: \(problem)"
        case .refused(let category): "Claude refused" + (category.map { " (\($0))" } ?? "")
        case .cutShort(let most): "the answer is longer than \(most) tokens"
        case .promptTooLong: "the prompt is longer than the model reads"
        case .invalidAnswer(let problem): "the answer is not valid: \(problem)"
        case .overBudget(let limit):
            "the tenant has used its \(limit) up; it begins anew at 0:00 UTC"
        case .busy(let limit): "\(limit) requests are under way, as many as may be"
        case .resting(let time): "the API is not asked for another \(time)"
        case .cancelled: "the caller gave up"
        }
    }
}
