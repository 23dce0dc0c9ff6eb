import Identifiers
import Testing

@testable import Claude

/// Server-sent events, however the network cuts them.
struct EventStreamTests {
    private typealias Event = EventStreamReader.Event

    private static let text =
        "\u{FEFF}: hello\r\nevent: message_start\r\ndata: {\"a\":1}\r\n\r\n"
        + "event:ping\ndata:{}\n\nid: 7\nretry: 10\n\ndata\ndata: two\rdata: lines ü\r\r"
        + "event: cut\ndata: never ends"

    private static let expected = [
        Event(name: "message_start", data: "{\"a\":1}"), Event(name: "ping", data: "{}"),
        Event(name: "", data: "\ntwo\nlines ü"),
    ]

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func eventsAreTheSameWhereverTheyAreCut(_ size: Int) throws {
        let bytes = Array(Self.text.utf8)
        var reader = EventStreamReader()
        var events: [Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += try reader.read(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(events == Self.expected)
    }

    @Test func anEventThatNeverEndsIsGivenUp() {
        var reader = EventStreamReader()
        #expect(throws: ClaudeFault.self) {
            for _ in 0..<80 {
                _ = try reader.read(repeatElement(UInt8(ascii: "x"), count: 1 << 16))
            }
        }
    }

    /// A message, or one typed fault; nothing else comes of any bytes.
    @Test(arguments: UInt64(0)..<200)
    func mutatedStreamsEndInAMessageOrATypedFault(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Array(Streams.good.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: at)
            default: bytes.removeLast(bytes.count - at)
            }
            if bytes.isEmpty { bytes = [0] }
        }
        _ = Streams.assemble(String(decoding: bytes, as: UTF8.self))
    }
}

/// Streams of the API, and what comes of them.
enum Streams {
    static let start = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
        "model":"claude-haiku-5-5","content":[],"stop_reason":null,"usage":{"input_tokens":9,\
        "output_tokens":1,"cache_read_input_tokens":40}}}


        """
    static let block = """
        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}


        """
    static let end = """
        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
        "usage":{"output_tokens":12}}

        event: message_stop
        data: {"type":"message_stop"}


        """
    static let ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n"
    static let error = """
        event: error
        data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}


        """
    static let good = start + ping + block + end

    static func assemble(_ text: String) -> Result<ClaudeMessage, ClaudeFault> {
        var reader = EventStreamReader()
        var assembly = MessageAssembly(requestID: "req_1")
        do throws(ClaudeFault) {
            for event in try reader.read(Array(text.utf8)) {
                if case .finish(let message) = try assembly.eventCame(event) {
                    return .success(message)
                }
            }
            try assembly.ended()
            return .failure(.broken("no message"))
        } catch {
            return .failure(error)
        }
    }
}

/// A message out of its events.
struct MessageAssemblyTests {
    @Test func textAndTotalsOfAStreamAreThoseOfTheMessage() throws {
        let message = try Streams.assemble(Streams.good).get()
        #expect(message.text == "Hi" && message.stopReason == .endTurn)
        #expect(message.usage == Usage(input: 9, output: 12, cacheRead: 40))
    }

    @Test func thinkingToolsCitationsAndKindsToComeArePassedOver() throws {
        let others = """
            event: content_block_start
            data: {"type":"x","index":0,"content_block":{"type":"thinking","thinking":""}}

            event: content_block_delta
            data: {"type":"x","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}

            event: content_block_delta
            data: {"type":"x","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

            event: content_block_delta
            data: {"type":"x","index":0,"delta":{"type":"input_json_delta","partial_json":"{"}}

            event: content_block_delta
            data: {"type":"x","index":0,"delta":{"type":"citations_delta","citation":{}}}

            event: content_block_stop
            data: {"type":"x","index":0}

            event: weather
            data: not even JSON


            """
        let rest = (Streams.block + Streams.end).replacing("\"index\":0", with: "\"index\":1")
        let message = try Streams.assemble(Streams.start + others + rest).get()
        #expect(message.text == "Hi" && message.content.count == 2)
    }

    private static let broken: [(String, String)] = [
        ("", "ended"), (Streams.start, "ended"), (Streams.start + Streams.block, "ended"),
        (Streams.block, "out of order"), (Streams.start + Streams.start, "out of order"),
        (Streams.start + Streams.end, "out of order"),
        (Streams.start + Streams.block + Streams.block, "out of order"),
        ("event: message_start\ndata: {}\n\n", "cannot be read"),
        (Streams.start + "event: message_stop\ndata: {}\n\n", "before it said why"),
    ]

    @Test(arguments: broken)
    func aStreamThatIsNotWholeIsBroken(_ text: String, _ problem: String) {
        guard case .failure(.broken(let said)) = Streams.assemble(text) else {
            Issue.record("it was taken")
            return
        }
        #expect(said.contains(problem))
    }

    @Test func anErrorWithinAStreamIsTheAPIs() {
        let result = Streams.assemble(Streams.start + Streams.block + Streams.error)
        let error = APIError(kind: .overloaded, requestID: "req_1")
        #expect(result == .failure(.api(error)))
    }
}
