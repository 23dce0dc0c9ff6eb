/// The body of `POST /v1/messages`, as version 2026-10-21 of the API takes it.
///
/// It has no sampling parameters: that version refuses them, and current models under every one.
struct MessagesRequest: Sendable, Hashable {
    static let path = "/v1/messages"

    var model: String
    var maxTokens: Int
    /// The same for every request of a task; it stands first, and is cached.
    var instructions: String
    var turns: [Turn]
    var schema: AnswerSchema?
    var effort: Effort?
    var isStreamed = false

    var body: [UInt8] { Array(json.rendered.utf8) }

    private var json: JSON {
        var members: [JSON.Member] = [
            .init("model", .text(model)), .init("max_tokens", .integer(maxTokens)),
            .init("system", .list([system])), .init("messages", .list(turns.map(\.json))),
        ]
        let output = outputConfiguration
        if !output.isEmpty { members.append(.init("output_config", .record(output))) }
        if isStreamed { members.append(.init("stream", .boolean(true))) }
        return .record(members)
    }

    /// One block with a breakpoint behind it: what precedes it (the schema as well) is read from
    /// the cache by the next request.
    private var system: JSON {
        .record([
            .init("type", .text("text")), .init("text", .text(instructions)),
            .init("cache_control", .record([.init("type", .text("ephemeral"))])),
        ])
    }

    private var outputConfiguration: [JSON.Member] {
        var members: [JSON.Member] = []
        if let schema {
            members.append(
                .init(
                    "format",
                    .record([.init("type", .text("json_schema")), .init("schema", schema.json)])))
        }
        if let effort { members.append(.init("effort", .text(effort.rawValue))) }
        return members
    }
}

/// One turn of a dialogue with Claude.
package struct Turn: Sendable, Hashable {
    package enum Speaker: String, Sendable { case user, assistant }

    package var speaker: Speaker
    package var text: String

    package init(_ speaker: Speaker, _ text: String) {
        self.speaker = speaker
        self.text = text
    }

    fileprivate var json: JSON {
        .record([.init("role", .text(speaker.rawValue)), .init("content", .text(text))])
    }
}

/// How much thought an answer may take; less is quicker and costs less.
package enum Effort: String, Sendable, CaseIterable { case low, medium, high, xhigh, max }
