import Claude
import Runtime

/// What the Analyzer reads of its own.
package struct AnalyzerSettings: ServiceSettings {
    /// `LIVE_CONVERSATIONS`: how many conversations are kept in memory, ready for their next
    /// message; at most 64 KiB each, and most far less.
    let liveConversationCountMax: Int

    /// The `ANTHROPIC_` and `CLAUDE_` settings.
    let claude: ClaudeSettings
    /// `CLAUDE_ANALYSIS_MILLISECONDS`: how long an answer waits for Claude's view, at most.
    let claudePatience: Duration

    init(
        liveConversationCountMax: Int = 2_000, claude: ClaudeSettings = ClaudeSettings(),
        claudePatience: Duration = .seconds(2)
    ) {
        self.liveConversationCountMax = liveConversationCountMax
        self.claude = claude
        self.claudePatience = claudePatience
    }

    package init(from reader: inout SettingsReader) {
        liveConversationCountMax = reader.integer(
            "live.conversations", default: 2_000, in: 1...1_000_000)
        claude = ClaudeSettings(from: &reader)
        claudePatience = .milliseconds(
            reader.integer("claude.analysis.milliseconds", default: 2_000, in: 0...60_000))
    }
}
