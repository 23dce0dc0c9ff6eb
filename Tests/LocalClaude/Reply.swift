import Foundation
import NIOCore
import NIOHTTP1

/// A message as the API shapes it.
struct Message {
    let id: String
    let model: String
    let text: String
    let thinking: String?
    let stop: String
    let usage: Metering

    func usageMembers(output: Int) -> [String: Any] {
        [
            "input_tokens": usage.input, "output_tokens": output,
            "cache_creation_input_tokens": usage.cacheWrite,
            "cache_read_input_tokens": usage.cacheRead,
            "cache_creation": [
                "ephemeral_5m_input_tokens": usage.cacheWrite, "ephemeral_1h_input_tokens": 0,
            ],
            "service_tier": "standard",
        ]
    }

    var outputTokens: Int { max(1, Metering.tokens(text + (thinking ?? ""))) }

    private var stopDetails: Any {
        guard stop == "refusal" else { return NSNull() }
        return ["type": "refusal", "category": "general_harms", "explanation": NSNull()]
    }

    var whole: [String: Any] {
        var blocks: [[String: Any]] = []
        if let thinking {
            blocks.append(["type": "thinking", "thinking": thinking, "signature": "c2ln"])
        }
        if !text.isEmpty { blocks.append(["type": "text", "text": text]) }
        return [
            "id": "msg_\(id)", "type": "message", "role": "assistant", "model": model,
            "content": blocks, "stop_reason": stop, "stop_sequence": NSNull(),
            "stop_details": stopDetails, "usage": usageMembers(output: outputTokens),
        ]
    }

    /// The events of a stream, with a `ping` among them.
    var events: [(String, [String: Any])] {
        var start = whole
        start["content"] = [Any]()
        start["stop_reason"] = NSNull()
        start["stop_details"] = NSNull()
        start["usage"] = usageMembers(output: 1)
        var events: [(String, [String: Any])] = [
            ("message_start", ["message": start]), ("ping", [:]),
        ]
        var index = 0
        if let thinking {
            events += block(
                index, ["type": "thinking", "thinking": "", "signature": ""],
                [
                    ["type": "thinking_delta", "thinking": thinking],
                    ["type": "signature_delta", "signature": "c2ln"],
                ])
            index += 1
        }
        if !text.isEmpty {
            let words = text.split(separator: " ", omittingEmptySubsequences: false)
            let pieces = words.enumerated().map { $0 == 0 ? String($1) : " \($1)" }
            events += block(
                index, ["type": "text", "text": ""],
                pieces.map { ["type": "text_delta", "text": $0] })
        }
        events.append(
            (
                "message_delta",
                [
                    "delta": [
                        "stop_reason": stop, "stop_sequence": NSNull(), "stop_details": stopDetails,
                    ], "usage": usageMembers(output: outputTokens),
                ]
            ))
        events.append(("message_stop", [:]))
        return events
    }

    private func block(
        _ index: Int, _ start: [String: Any], _ deltas: [[String: Any]]
    ) -> [(String, [String: Any])] {
        [("content_block_start", ["index": index, "content_block": start])]
            + deltas.map { ("content_block_delta", ["index": index, "delta": $0]) }
            + [("content_block_stop", ["index": index])]
    }
}

/// Writes one answer.
struct Reply {
    let context: ChannelHandlerContext
    let requestID: String

    func message(_ message: Message, isStreamed: Bool) {
        guard isStreamed else { return json(200, message.whole) }
        var head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
        head.headers.add(name: "content-type", value: "text/event-stream; charset=utf-8")
        head.headers.add(name: "transfer-encoding", value: "chunked")
        write(.head(head))
        for (name, members) in message.events {
            var members = members
            members["type"] = name
            let data = String(decoding: Self.bytes(members), as: UTF8.self)
            write(.body(.byteBuffer(ByteBuffer(string: "event: \(name)\ndata: \(data)\n\n"))))
        }
        end()
    }

    func json(_ status: Int, _ members: [String: Any], _ more: [(String, String)] = []) {
        var head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
        let body = Self.bytes(members)
        head.headers.add(name: "content-type", value: "application/json")
        head.headers.add(name: "content-length", value: String(body.count))
        for (name, value) in more { head.headers.replaceOrAdd(name: name, value: value) }
        write(.head(head))
        write(.body(.byteBuffer(ByteBuffer(bytes: body))))
        end()
    }

    func error(
        _ status: Int, _ type: String, _ message: String, _ more: [(String, String)] = [],
        _ code: String? = nil
    ) {
        var fault: [String: Any] = ["type": type, "message": message]
        if let code { fault["details"] = ["error_code": code] }
        json(status, ["type": "error", "error": fault, "request_id": requestID], more)
    }

    func page(_ status: Int, _ text: String) {
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status),
            headers: ["content-type": "text/html", "content-length": "\(text.utf8.count)"])
        write(.head(head))
        write(.body(.byteBuffer(ByteBuffer(string: text))))
        end()
    }

    /// Closes the connection behind it: a stream that breaks off looks so.
    func raw(_ text: String) {
        var head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
        head.headers.add(name: "content-type", value: "text/event-stream; charset=utf-8")
        head.headers.add(name: "connection", value: "close")
        write(.head(head))
        write(.body(.byteBuffer(ByteBuffer(string: text))))
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)))
            .whenComplete { _ in bound.value.close(promise: nil) }
    }

    private var headers: HTTPHeaders {
        [
            "request-id": requestID, "anthropic-organization-id": "local",
            "anthropic-ratelimit-requests-limit": "50",
            "anthropic-ratelimit-requests-remaining": "49",
            "anthropic-ratelimit-requests-reset": "2026-11-21T12:00:00Z",
            "anthropic-ratelimit-input-tokens-limit": "50000",
            "anthropic-ratelimit-input-tokens-remaining": "49000",
            "anthropic-ratelimit-input-tokens-reset": "2026-11-21T12:00:01Z",
        ]
    }

    private func write(_ part: HTTPServerResponsePart) {
        context.write(NIOAny(part), promise: nil)
    }

    private func end() {
        context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)), promise: nil)
    }

    private static func bytes(_ members: [String: Any]) -> [UInt8] {
        (try? JSONSerialization.data(withJSONObject: members)).map(Array.init) ?? []
    }
}
