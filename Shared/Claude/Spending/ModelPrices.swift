import Identifiers

/// What a model's tokens cost from a day on, in US dollars a million.
///
/// Source: Anthropic's price list (platform.claude.com/docs/en/about-claude/pricing), read
/// 2026-11-21. A change of a price is a new row, so that what was counted stays right.
package struct ModelPrice: Sendable, Hashable {
    let model: String
    let since: CalendarDate
    let input: Double
    let output: Double
    let cacheRead: Double
    /// Of the five minutes that we ask for.
    let cacheWrite: Double
    /// Prompts of more tokens than this cost `longFactor` times as much, the answer as well.
    let longPromptTokens: Int?
    let longFactor: Double

    private init(
        _ model: String, since: String, input: Double, output: Double, cacheRead: Double,
        longPromptTokens: Int? = nil, longFactor: Double = 1
    ) {
        guard let day = CalendarDate(since) else { preconditionFailure("\(since) is no date") }
        self.model = model
        self.since = day
        self.input = input
        self.output = output
        self.cacheRead = cacheRead
        cacheWrite = input * 1.25
        self.longPromptTokens = longPromptTokens
        self.longFactor = longFactor
    }

    static let all: [ModelPrice] = [
        ModelPrice(
            "claude-haiku-5-5", since: "2026-10-07", input: 0.10, output: 0.50, cacheRead: 0.01,
            longPromptTokens: 100_000, longFactor: 5),
        ModelPrice("claude-haiku-4-5", since: "2025-10-15", input: 1, output: 5, cacheRead: 0.10),
        ModelPrice(
            "claude-sonnet-5-5", since: "2026-10-07", input: 2, output: 10, cacheRead: 0.10),
        ModelPrice(
            "claude-sonnet-5-5", since: "2026-09-01", input: 2, output: 10, cacheRead: 0.20),
        ModelPrice("claude-sonnet-5", since: "2026-06-01", input: 2, output: 10, cacheRead: 0.20),
        ModelPrice("claude-sonnet-4", since: "2025-05-22", input: 3, output: 15, cacheRead: 0.30),
        ModelPrice("claude-opus-5-5", since: "2026-09-01", input: 4, output: 20, cacheRead: 0.20),
        ModelPrice("claude-opus-5", since: "2026-07-24", input: 5, output: 25, cacheRead: 0.50),
        ModelPrice("claude-opus-4", since: "2025-11-24", input: 5, output: 25, cacheRead: 0.50),
        ModelPrice("claude-fable-5-1", since: "2026-09-01", input: 10, output: 50, cacheRead: 0.25),
    ]

    /// A model that the list does not have counts as the dearest that it has: a budget must not be
    /// overrun because a price is missing.
    static let dearest = ModelPrice(
        "", since: "2025-01-01", input: 10, output: 50, cacheRead: 1)

    /// By the longest name that `model` begins with, as of `day`.
    static func of(_ model: String, on day: CalendarDate) -> ModelPrice {
        all.filter { model.hasPrefix($0.model) && $0.since <= day }
            .max { ($0.model.count, $0.since) < ($1.model.count, $1.since) } ?? dearest
    }

    /// Millionths of a US dollar, rounded up.
    package func microdollars(for usage: Usage) -> Int {
        let isLong = longPromptTokens.map { usage.prompt > $0 } ?? false
        let plain =
            Double(usage.input) * input + Double(usage.output) * output
            + Double(usage.cacheRead) * cacheRead + Double(usage.cacheWrite) * cacheWrite
        // What floating point adds to a whole number is not another millionth.
        return Int((plain * (isLong ? longFactor : 1) - 1e-9).rounded(.up))
    }
}
