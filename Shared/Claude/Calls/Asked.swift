import Identifiers
import RPC

/// A prompt on its way: with its model, and the time by which it must be answered.
struct Asked: Sendable {
    let task: ClaudeTask
    var request: MessagesRequest
    let deadline: Deadline

    init(_ prompt: Prompt, _ settings: ClaudeSettings, deadline: Deadline) {
        task = prompt.task
        self.deadline = deadline
        request = MessagesRequest(
            model: settings.models[prompt.task] ?? "", maxTokens: prompt.tokenCountMax,
            instructions: prompt.instructions, turns: prompt.turns,
            effort: settings.efforts[prompt.task])
    }

    /// Says what was wrong with `answer`, and asks again.
    func repairing(_ answer: String, _ problem: String) -> Asked {
        var next = self
        next.request.turns += [
            Turn(.assistant, answer.isEmpty ? "(nothing)" : answer),
            Turn(.user, "That answer is not valid: \(problem). Give the whole answer again."),
        ]
        return next
    }

    /// What stands first and does not change; the same number for the same in this process.
    var prefix: Int {
        var hasher = Hasher()
        hasher.combine(request.model)
        hasher.combine(request.instructions)
        hasher.combine(request.schema)
        return hasher.finalize()
    }

    /// The most that it can take: no text has more tokens than three quarters of its bytes in any
    /// language that we speak, and the answer is as long as it may be.
    func mostSpend(_ price: ModelPrice) -> Spend {
        let usage = Usage(input: request.body.count * 3 / 4 + 64, output: request.maxTokens)
        return Spend(tokens: usage.total, microdollars: price.microdollars(for: usage))
    }
}

/// A message that ended well, and what it took.
struct Received: Sendable {
    var message: ClaudeMessage
    var usage: Usage
    var microdollars: Int
    var requestID: String?
    var cache: CacheVerdict?

    /// Adds what an earlier attempt took.
    mutating func add(_ earlier: Received) {
        usage = usage + earlier.usage
        microdollars += earlier.microdollars
    }

    func reply<Content>(_ content: (ClaudeMessage) -> Content) -> Reply<Content> {
        Reply(
            content: content(message), model: message.model, usage: usage,
            microdollars: microdollars, requestID: requestID, cache: cache ?? .write)
    }
}

extension ClaudeMessage {
    /// Itself, when it is whole: why it stopped is looked at before what it says.
    func finished(_ tokenCountMax: Int) throws(ClaudeFault) -> ClaudeMessage {
        switch stopReason {
        case .endTurn, .stopSequence: return self
        case .maxTokens: throw .cutShort(tokenCountMax: tokenCountMax)
        case .refusal: throw .refused(category: stopDetails?.category)
        case .contextWindowExceeded: throw .promptTooLong
        default: throw .broken("it stopped for \(stopReason?.rawValue ?? "no reason")")
        }
    }
}
