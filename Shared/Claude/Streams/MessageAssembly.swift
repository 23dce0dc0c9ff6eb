import Foundation

/// Puts a message together from the events of a stream.
///
///     message_start ─▶ ( content_block_start ─ delta … ─ content_block_stop )… ─▶ message_delta ─▶ message_stop
///
/// `ping` and kinds that are not known are passed over. An event out of this order, or one that
/// cannot be read, is the server's fault and typed; so is an end before `message_stop`.
struct MessageAssembly: Sendable {
    /// What to do about an event.
    enum Action: Sendable, Hashable {
        case nothing
        /// More of the text has come.
        case show(String)
        case finish(ClaudeMessage)
    }

    private enum State { case waiting, between, inBlock(Int), ended }

    private var state = State.waiting
    private var message: ClaudeMessage?
    private let requestID: String?

    init(requestID: String?) { self.requestID = requestID }

    /// What is known of the cost so far.
    var usage: Usage? { message?.usage }

    mutating func eventCame(_ event: EventStreamReader.Event) throws(ClaudeFault) -> Action {
        switch event.name {
        case "message_start": try started(event)
        case "content_block_start": try blockStarted(event)
        case "content_block_delta": return try deltaCame(event)
        case "content_block_stop": try blockStopped(event)
        case "message_delta": try messageChanged(event)
        case "message_stop": return .finish(try stopped())
        case "error":
            guard let error = APIError(event: event.data, requestID: requestID) else {
                throw .broken("the stream ended with an error that cannot be read")
            }
            throw .api(error)
        default: break
        }
        return .nothing
    }

    /// The stream ended.
    func ended() throws(ClaudeFault) {
        guard case .ended = state else { throw .broken("the stream ended before its message") }
    }

    // MARK: - Events

    private mutating func started(_ event: EventStreamReader.Event) throws(ClaudeFault) {
        struct Start: Decodable { var message: ClaudeMessage }
        guard case .waiting = state else { throw outOfOrder(event) }
        message = try read(Start.self, event).message
        state = .between
    }

    private mutating func blockStarted(_ event: EventStreamReader.Event) throws(ClaudeFault) {
        struct Start: Decodable {
            var index: Int
            var block: ContentBlock
            enum CodingKeys: String, CodingKey {
                case index
                case block = "content_block"
            }
        }
        let start = try read(Start.self, event)
        guard case .between = state, start.index == message?.content.count else {
            throw outOfOrder(event)
        }
        message?.content.append(start.block)
        state = .inBlock(start.index)
    }

    private mutating func deltaCame(
        _ event: EventStreamReader.Event
    ) throws(ClaudeFault) -> Action {
        struct Change: Decodable {
            struct Delta: Decodable {
                var type: String
                var text: String?
            }
            var index: Int
            var delta: Delta
        }
        let change = try read(Change.self, event)
        guard case .inBlock(change.index) = state else { throw outOfOrder(event) }
        // Thinking, its signature, the input of tools and citations are nothing that we asked for.
        guard change.delta.type == "text_delta", let more = change.delta.text else {
            return .nothing
        }
        message?.content[change.index].text?.append(more)
        return more.isEmpty ? .nothing : .show(more)
    }

    private mutating func blockStopped(_ event: EventStreamReader.Event) throws(ClaudeFault) {
        struct Stop: Decodable { var index: Int }
        let stop = try read(Stop.self, event)
        guard case .inBlock(stop.index) = state else { throw outOfOrder(event) }
        state = .between
    }

    private mutating func messageChanged(_ event: EventStreamReader.Event) throws(ClaudeFault) {
        guard case .between = state else { throw outOfOrder(event) }
        let change = try read(MessageChange.self, event)
        message?.stopReason = change.delta.stopReason
        message?.stopDetails = change.delta.stopDetails
        guard let usage = change.usage else { return }
        // These are totals, not additions.
        message?.usage.output = usage.output
        if let input = usage.input { message?.usage.input = input }
        if let written = usage.cacheWrite { message?.usage.cacheWrite = written }
        if let read = usage.cacheRead { message?.usage.cacheRead = read }
    }

    private mutating func stopped() throws(ClaudeFault) -> ClaudeMessage {
        guard case .between = state, let message, message.stopReason != nil else {
            throw .broken("the stream stopped before it said why")
        }
        state = .ended
        return message
    }

    // MARK: - Reading

    private func read<Value: Decodable>(
        _: Value.Type, _ event: EventStreamReader.Event
    ) throws(ClaudeFault) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(event.data.utf8))
        } catch {
            throw .broken("the event \(event.name) cannot be read")
        }
    }

    private func outOfOrder(_ event: EventStreamReader.Event) -> ClaudeFault {
        .broken("the event \(event.name) came out of order")
    }
}

/// The data of `message_delta`.
private struct MessageChange: Decodable {
    struct Delta: Decodable {
        var stopReason: StopReason?
        var stopDetails: StopDetails?
        enum CodingKeys: String, CodingKey {
            case stopReason = "stop_reason"
            case stopDetails = "stop_details"
        }
    }

    struct Totals: Decodable {
        var input: Int?
        var output: Int
        var cacheWrite: Int?
        var cacheRead: Int?
        enum CodingKeys: String, CodingKey {
            case input = "input_tokens"
            case output = "output_tokens"
            case cacheWrite = "cache_creation_input_tokens"
            case cacheRead = "cache_read_input_tokens"
        }
    }

    var delta: Delta
    var usage: Totals?
}
