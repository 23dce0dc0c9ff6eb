import Foundation
import Runtime

/// How, and how much, Claude is asked.
package struct ClaudeSettings: Sendable {
    /// `ANTHROPIC_API_KEY`; nil leaves everything to what runs on our own machines.
    package var key: String?
    /// `ANTHROPIC_BASE_URL`, without a slash behind.
    package var baseURL = "https://api.anthropic.com"
    /// `ANTHROPIC_VERSION`: of the API, for a gateway that knows an older one only. What we send
    /// is the same in 2023-06-01.
    package var version = "2026-10-21"
    /// `CLAUDE_ANALYSIS_MODEL`, `CLAUDE_PLAN_MODEL`, `CLAUDE_ROLE_PLAY_MODEL`.
    package var models: [ClaudeTask: String] = [
        .analysis: "claude-haiku-5-5", .plan: "claude-sonnet-5-5", .rolePlay: "claude-haiku-5-5",
    ]
    /// `CLAUDE_ANALYSIS_EFFORT` and so on; nil leaves it to the model, and is right for models
    /// that take none.
    package var efforts: [ClaudeTask: Effort] = [.analysis: .low, .rolePlay: .low]
    /// `CLAUDE_REQUESTS`: under way at a time in this process.
    package var requestCountMax = 8
    /// `CLAUDE_DAILY_TOKENS` and `CLAUDE_DAILY_CENTS`, for each tenant in each replica: two
    /// replicas spend twice as much at most, and one that starts again begins at nothing.
    package var budget = Budget(tokens: 2_000_000, microdollars: 5_000_000)
    /// `CLAUDE_SECONDS`: what an answer may take when nobody waits for it.
    package var patience = Duration.seconds(60)

    package init(key: String? = nil) { self.key = key }

    package init(from reader: inout SettingsReader) {
        key = reader.optionalText("anthropic.api.key", isSecret: true)
        baseURL = Self.baseURL(from: &reader, default: baseURL)
        version = reader.text("anthropic.version", default: version)
        for task in ClaudeTask.allCases {
            let name = "claude.\(task.rawValue.replacing("_", with: "."))"
            models[task] = reader.text("\(name).model", default: models[task])
            let effort = reader.word(
                "\(name).effort", default: Choice(rawValue: efforts[task]?.rawValue ?? "") ?? .none)
            efforts[task] = Effort(rawValue: effort.rawValue)
        }
        requestCountMax = reader.integer("claude.requests", default: requestCountMax, in: 1...256)
        budget = Budget(
            tokens: reader.integer(
                "claude.daily.tokens", default: budget.tokens, in: 0...1_000_000_000_000),
            microdollars: reader.integer(
                "claude.daily.cents", default: budget.microdollars / 10_000, in: 0...1_000_000_000)
                * 10_000)
        patience = reader.seconds("claude.seconds", default: 60, in: 1...600)
    }

    /// `none` is an effort that is not spoken of.
    private enum Choice: String, CaseIterable { case none, low, medium, high, xhigh, max }

    /// The key goes wherever this points: to a server on this machine, or under TLS.
    private static func baseURL(from reader: inout SettingsReader, default usual: String) -> String
    {
        var text = reader.text("anthropic.base.url", default: usual)
        while text.hasSuffix("/") { text.removeLast() }
        guard let url = URL(string: text), let host = url.host, !host.isEmpty else {
            reader.fail("anthropic.base.url", "must be a URL, not \"\(text)\"")
            return usual
        }
        let isHere = ["127.0.0.1", "localhost", "::1"].contains(host)
        guard url.scheme == "https" || (url.scheme == "http" && isHere) else {
            reader.fail(
                "anthropic.base.url",
                "must be https://…, or http://… on this machine: it gets the key")
            return usual
        }
        return text
    }
}
