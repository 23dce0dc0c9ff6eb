import Foundation

/// What Claude said, as `/v1/messages` answers it. Members that we do not read are skipped.
struct ClaudeMessage: Decodable, Sendable, Hashable {
    var id: String
    var model: String
    var content: [ContentBlock]
    var stopReason: StopReason?
    var stopDetails: StopDetails?
    var usage: Usage

    enum CodingKeys: String, CodingKey {
        case id, model, content, usage
        case stopReason = "stop_reason"
        case stopDetails = "stop_details"
    }

    /// What was written; thinking and other kinds of blocks are no part of it.
    var text: String { content.compactMap(\.text).joined() }

    static func reading(_ bytes: [UInt8]) throws(ClaudeFault) -> ClaudeMessage {
        do {
            return try JSONDecoder().decode(ClaudeMessage.self, from: Data(bytes))
        } catch {
            throw .broken("the answer is no message")
        }
    }
}

/// A part of a message; `text` is nil for every other kind.
struct ContentBlock: Decodable, Sendable, Hashable {
    var type: String
    var text: String?
}

/// Why Claude stopped. Words that we do not know end nothing well.
struct StopReason: Decodable, Sendable, Hashable, RawRepresentable {
    static let endTurn = StopReason(rawValue: "end_turn")
    static let maxTokens = StopReason(rawValue: "max_tokens")
    static let stopSequence = StopReason(rawValue: "stop_sequence")
    static let refusal = StopReason(rawValue: "refusal")
    static let contextWindowExceeded = StopReason(rawValue: "model_context_window_exceeded")

    let rawValue: String

    init(rawValue: String) { self.rawValue = rawValue }

    init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }
}

struct StopDetails: Decodable, Sendable, Hashable {
    var category: String?
}

/// The tokens that a request took. What was written to the cache, or read from it, is not part of
/// `input`.
package struct Usage: Decodable, Sendable, Hashable {
    package var input: Int
    package var output: Int
    package var cacheWrite: Int
    package var cacheRead: Int

    package init(input: Int = 0, output: Int = 0, cacheWrite: Int = 0, cacheRead: Int = 0) {
        self.input = input
        self.output = output
        self.cacheWrite = cacheWrite
        self.cacheRead = cacheRead
    }

    enum CodingKeys: String, CodingKey {
        case input = "input_tokens"
        case output = "output_tokens"
        case cacheWrite = "cache_creation_input_tokens"
        case cacheRead = "cache_read_input_tokens"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        input = try values.decode(Int.self, forKey: .input)
        output = try values.decode(Int.self, forKey: .output)
        cacheWrite = try values.decodeIfPresent(Int.self, forKey: .cacheWrite) ?? 0
        cacheRead = try values.decodeIfPresent(Int.self, forKey: .cacheRead) ?? 0
    }

    /// All of it.
    package var total: Int { prompt + output }

    /// What Claude read.
    package var prompt: Int { input + cacheWrite + cacheRead }

    static func + (left: Usage, right: Usage) -> Usage {
        Usage(
            input: left.input + right.input, output: left.output + right.output,
            cacheWrite: left.cacheWrite + right.cacheWrite,
            cacheRead: left.cacheRead + right.cacheRead)
    }
}
