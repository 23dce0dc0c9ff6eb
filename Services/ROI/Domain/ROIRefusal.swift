/// Why there is no report: each case names what is missing or what does not fit.
package enum ROIRefusal: Error, Hashable, Sendable {
    case noBaseline
    /// No agent had a coaching session that began before the period's end.
    case noCoachedAgents
    case noConversations
    /// The period begins in the future.
    case notBegun
    /// Amounts in several currencies, and no exchange rate to bring them together.
    case currencies([String])
    /// An amount is beyond what can be counted in 64 bits of minor units.
    case amountTooLarge
}

extension ROIRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noBaseline:
            """
            no baseline is recorded: record training hours, conversations per hour, conversion \
            rate, value per success and hourly cost from before coaching, on the page Baseline and \
            costs or with roi.recordBaseline
            """
        case .noCoachedAgents:
            "no coaching session began before the end of the period: there is nothing to report on"
        case .noConversations:
            "no conversation of a coached agent began in the period: there is nothing to report on"
        case .notBegun:
            "the period has not begun: ask for one that begins before now"
        case .currencies(let currencies):
            """
            amounts are in \(currencies.joined(separator: " and ")), and no exchange rate is \
            recorded: record costs in the baseline's currency
            """
        case .amountTooLarge:
            "an amount is beyond 9,223,372,036,854,775,807 minor units: check the recorded figures"
        }
    }
}
