import Runtime

/// What the Analyzer reads of its own.
package struct AnalyzerSettings: ServiceSettings {
    /// `LIVE_CONVERSATIONS`: how many conversations are kept in memory, ready for their next
    /// message; at most 64 KiB each, and most far less.
    let liveConversationCountMax: Int

    init(liveConversationCountMax: Int = 2_000) {
        self.liveConversationCountMax = liveConversationCountMax
    }

    package init(from reader: inout SettingsReader) {
        liveConversationCountMax = reader.integer(
            "live.conversations", default: 2_000, in: 1...1_000_000)
    }
}
