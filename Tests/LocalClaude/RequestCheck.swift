import Foundation

/// Checks a request as the API does, and reads what is of use to a test.
enum RequestCheck {
    struct Refusal: Error {
        let status: Int
        let type: String
        let message: String
    }

    static let versions: Set<String> = ["2023-06-01", "2026-10-21"]

    /// The members of a request; any other is refused by name.
    private static let members: Set<String> = [
        "model", "max_tokens", "messages", "system", "stream", "output_config", "stop_sequences",
        "metadata", "cache_control", "thinking", "tools", "tool_choice", "service_tier",
        "container", "inference_geo",
    ]
    private static let samplingMembers: Set<String> = ["temperature", "top_p", "top_k"]

    static func read(
        _ headers: [(String, String)], _ body: [UInt8], isCounted: Bool = false
    ) throws(Refusal) -> LocalClaude.Request {
        func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
        guard header("x-api-key") ?? bearer(header("authorization")) == LocalClaude.key else {
            throw Refusal(
                status: 401, type: "authentication_error", message: "invalid x-api-key")
        }
        guard let version = header("anthropic-version") else {
            throw invalid("anthropic-version: header is required")
        }
        guard versions.contains(version) else {
            throw invalid("anthropic-version: \"\(version)\" is not a valid version")
        }
        guard body.count <= 32 << 20 else {
            throw Refusal(status: 413, type: "request_too_large", message: "more than 32 MB")
        }
        guard header("content-type")?.hasPrefix("application/json") == true,
            let json = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        else { throw invalid("the body is not JSON") }
        try checkMembers(of: json, version, isCounted: isCounted)
        return try request(json, headers, body)
    }

    private static func bearer(_ header: String?) -> String? {
        header.flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
    }

    private static func invalid(_ message: String) -> Refusal {
        Refusal(status: 400, type: "invalid_request_error", message: message)
    }

    private static func checkMembers(
        of json: [String: Any], _ version: String, isCounted: Bool
    ) throws(Refusal) {
        let known = version == "2023-06-01" ? members.union(samplingMembers) : members
        if let extra = json.keys.sorted().first(where: { !known.contains($0) }) {
            throw invalid("\(extra): Extra inputs are not permitted")
        }
        let required = ["model", "messages"] + (isCounted ? [] : ["max_tokens"])
        if let missing = required.first(where: { json[$0] == nil }) {
            throw invalid("\(missing): Field required")
        }
        if isCounted { return }
        guard let most = json["max_tokens"] as? Int, most > 0 else {
            throw invalid("max_tokens: must be greater than 0")
        }
    }

    private static func request(
        _ json: [String: Any], _ headers: [(String, String)], _ body: [UInt8]
    ) throws(Refusal) -> LocalClaude.Request {
        guard let model = json["model"] as? String, model.hasPrefix("claude-") else {
            throw Refusal(
                status: 404, type: "not_found_error", message: "model: \(json["model"] ?? "")")
        }
        guard let messages = json["messages"] as? [[String: Any]], !messages.isEmpty else {
            throw invalid("messages: at least one message is required")
        }
        var turns: [String] = []
        for (index, message) in messages.enumerated() {
            guard let role = message["role"] as? String, ["user", "assistant"].contains(role) else {
                throw invalid("messages.\(index).role: must be user or assistant")
            }
            guard let text = text(of: message["content"]), !text.isEmpty else {
                throw invalid("messages.\(index).content: must not be empty")
            }
            turns.append(text)
        }
        guard messages.last?["role"] as? String == "user" else {
            throw invalid("This model does not support assistant message prefill.")
        }
        return LocalClaude.Request(
            headers: headers, body: String(decoding: body, as: UTF8.self), model: model,
            system: text(of: json["system"]) ?? "", turns: turns,
            isStreamed: json["stream"] as? Bool ?? false,
            schema: try schema(json["output_config"]))
    }

    private static func text(of content: Any?) -> String? {
        if let text = content as? String { return text }
        guard let blocks = content as? [[String: Any]] else { return nil }
        return blocks.compactMap { $0["text"] as? String }.joined()
    }

    // MARK: - Schemas

    private static let unsupported: Set<String> = [
        "minimum", "maximum", "multipleOf", "minLength", "maxLength", "maxItems", "$ref",
    ]

    private static func schema(_ configuration: Any?) throws(Refusal) -> String? {
        guard let format = (configuration as? [String: Any])?["format"] as? [String: Any] else {
            return nil
        }
        guard format["type"] as? String == "json_schema", let schema = format["schema"] else {
            throw invalid("output_config.format: must be a json_schema")
        }
        try check(schema)
        let data = try? JSONSerialization.data(withJSONObject: schema, options: .sortedKeys)
        return data.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func check(_ schema: Any) throws(Refusal) {
        if let list = schema as? [Any] { for item in list { try check(item) } }
        guard let node = schema as? [String: Any] else { return }
        if let word = node.keys.first(where: unsupported.contains) {
            throw invalid("output_config.format.schema: \(word) is not supported")
        }
        if node["type"] as? String == "object", node["additionalProperties"] as? Bool != false {
            throw invalid(
                "output_config.format.schema: For 'object' type, 'additionalProperties' must be "
                    + "explicitly set to false")
        }
        if let fields = node["properties"] as? [String: Any] {
            for field in fields.values { try check(field) }
        }
        for key in ["items", "anyOf"] { if let inner = node[key] { try check(inner) } }
    }
}
