import Claude

/// What a simulated client says next.
struct ClientLine: ClaudeAnswer, Equatable {
    /// People on the phone do not make speeches.
    private static let byteCountMax = 700

    var line: String

    static let schema = AnswerSchema.record([
        .init("line", .text, "What the client says: one to three sentences, nothing else.")
    ])

    var fault: String? {
        guard !line.allSatisfy(\.isWhitespace), line.utf8.count <= Self.byteCountMax else {
            return "line must have 1 to \(Self.byteCountMax) bytes"
        }
        return nil
    }
}
