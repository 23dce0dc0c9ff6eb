import NIOCore
import Wire

/// Turns the frames of a capture into text, with the names that its HELLO and the contracts give.
package struct CaptureText {
    /// The messages of a method, for their fields' names.
    package struct Messages: Sendable {
        package var request: WireSchema
        package var response: WireSchema

        package init(request: WireSchema, response: WireSchema) {
            self.request = request
            self.response = response
        }
    }

    private let messages: (String) -> Messages?
    /// The message that a compressed one stands for, or why it stands for none.
    private let inflate: ([UInt8]) -> Result<[UInt8], any Error>
    private var directions: [Capture.Direction: DirectionState] = [:]
    /// Methods by their place, as a HELLO told or the caller knows.
    private var methods: [String]
    private var streams: [UInt32: String] = [:]

    /// What one direction has brought and not finished.
    private struct DirectionState {
        // The longest body that any HELLO may allow.
        var decoder = FrameDecoder(bodyByteCountMax: 16_777_216, readsCompressed: true)
        /// The messages that went on in DATA, by their stream.
        var partial: [UInt32: Payload] = [:]
        /// Whether it makes the calls: it sent a REQUEST, or a HELLO without methods.
        var isClient = false
        var isBroken = false
    }

    /// `methods` are the served ones in the order of HELLO, for a capture that holds none.
    package init(
        methods: [String] = [], messages: @escaping (String) -> Messages?,
        inflate: @escaping ([UInt8]) -> Result<[UInt8], any Error>
    ) {
        self.inflate = inflate
        self.methods = methods
        self.messages = messages
    }

    /// The lines of the whole capture.
    package mutating func lines(of capture: Capture) -> [String] {
        var lines = capture.chunks.flatMap { read($0) }
        for direction in [Capture.Direction.sent, .received] {
            guard let state = directions[direction], !state.isBroken, state.decoder.isInsideFrame
            else { continue }
            lines.append("           \(direction.rawValue) !! the capture ends inside a frame")
        }
        return lines
    }

    private mutating func read(_ chunk: Capture.Chunk) -> [String] {
        var state = directions[chunk.direction] ?? DirectionState()
        defer { directions[chunk.direction] = state }
        guard !state.isBroken else { return [] }
        state.decoder.append(ByteBuffer(bytes: chunk.bytes))
        var lines: [String] = []
        do throws(ProtocolFault) {
            while let frame = try state.decoder.next() {
                lines += describe(frame, chunk, &state)
            }
        } catch {
            state.isBroken = true
            lines.append("\(prefix(chunk)) !! \(error); nothing after it can be read")
        }
        return lines
    }

    private func prefix(_ chunk: Capture.Chunk) -> String {
        let time = chunk.microseconds.map { "\($0)" } ?? ""
        let padding = String(repeating: " ", count: max(0, 10 - time.count))
        return "\(padding)\(time) \(chunk.direction.rawValue)"
    }

    // MARK: - Frames

    private mutating func describe(
        _ frame: Frame, _ chunk: Capture.Chunk, _ state: inout DirectionState
    ) -> [String] {
        var head = "\(prefix(chunk)) \(frame.type.name)"
        if frame.stream > 0 { head += " stream \(frame.stream)" }
        head += frame.flags.words
        let (more, below) = details(of: frame, &state)
        return [more.isEmpty ? head : "\(head) \(more)"]
            + below.map { String(repeating: " ", count: 13) + $0 }
    }

    /// What the frame says on its first line, and below it.
    private mutating func details(
        of frame: Frame, _ state: inout DirectionState
    ) -> (String, [String]) {
        var body = frame.body
        switch frame.type {
        case .hello: return helloText(body, &state)
        case .request:
            guard let head = try? RequestHead(reading: &body) else { return malformed(frame) }
            return requestText(head, body, frame, &state)
        case .response:
            guard let head = try? ResponseHead(reading: &body) else { return malformed(frame) }
            return responseText(head, body, frame)
        case .data: return ("\(body.readableBytes) bytes", message(frame, body, &state))
        case .credit:
            return body.readInteger(as: UInt32.self).map { ("+\($0) bytes", []) }
                ?? malformed(frame)
        case .cancel:
            return body.readInteger(as: UInt8.self).map { (statusName($0), []) }
                ?? malformed(frame)
        case .ping:
            return body.readInteger(as: UInt64.self).map { ("token \($0)", []) }
                ?? malformed(frame)
        case .goAway:
            guard let goAway = try? GoAway(reading: body) else { return malformed(frame) }
            let last = goAway.lastStream == GoAway.everyStream ? "every" : "\(goAway.lastStream)"
            return ("last stream \(last), \(goAway.code), \"\(goAway.reason)\"", [])
        }
    }

    private func malformed(_ frame: Frame) -> (String, [String]) {
        ("malformed: h'\(hexText(frame.body.readableBytesView))'", [])
    }

    private mutating func helloText(
        _ body: ByteBuffer, _ state: inout DirectionState
    ) -> (String, [String]) {
        let bytes = body.unread
        guard let hello = try? Hello(wireBytes: bytes) else {
            return ("malformed", [MessageText.text(bytes, nil)])
        }
        if let served = hello.methods { methods = served.map(\.name) }
        state.isClient = hello.methods == nil
        let digest = hello.contractDigest.map { ", contract \(hexText($0))" } ?? ""
        return (
            "version \(hello.version), \"\(hello.service)\", "
                + "\(hello.methods?.count ?? 0) methods\(digest)",
            [MessageText.text(bytes, Hello.wireSchema)]
        )
    }

    private mutating func requestText(
        _ head: RequestHead, _ body: ByteBuffer, _ frame: Frame, _ state: inout DirectionState
    ) -> (String, [String]) {
        let place = Int(head.method)
        let name = methods.indices.contains(place) ? methods[place] : "method \(place)"
        streams[frame.stream] = name
        state.isClient = true
        let timeout =
            head.timeoutMicroseconds == 0 ? "no deadline" : "\(head.timeoutMicroseconds) µs left"
        let header = head.header.unread
        return (
            "\(name), \(timeout)",
            (header.isEmpty ? [] : ["header \(MessageText.text(header, CallHeader.wireSchema))"])
                + message(frame, body, &state)
        )
    }

    private func responseText(
        _ head: ResponseHead, _ body: ByteBuffer, _ frame: Frame
    ) -> (String, [String]) {
        let name = streams[frame.stream] ?? "an unknown method"
        let ledger =
            "queue \(head.ledger.queueMicroseconds) µs, handler \(head.ledger.handlerMicroseconds) µs"
        let trailer = head.trailer.unread
        let answer = Payload(
            body.unread, isCompressed: frame.flags.contains(.compressed))
        return (
            "\(name), \(head.status), \(ledger)",
            (trailer.isEmpty
                ? [] : ["trailer \(MessageText.text(trailer, CallTrailer.wireSchema))"])
                + text(of: answer, messages(name)?.response)
        )
    }

    // MARK: - Messages

    /// The message that this frame ends; what only goes on says nothing yet.
    private func message(
        _ frame: Frame, _ body: ByteBuffer, _ state: inout DirectionState
    ) -> [String] {
        var payload = state.partial[frame.stream] ?? Payload([])
        payload.bytes += body.unread
        if frame.flags.contains(.compressed) { payload.isCompressed = true }
        guard !frame.flags.contains(.more) else {
            state.partial[frame.stream] = payload
            return []
        }
        state.partial[frame.stream] = nil
        return text(of: payload, schema(of: frame, of: state))
    }

    private func text(of payload: Payload, _ schema: WireSchema?) -> [String] {
        guard !payload.bytes.isEmpty else { return [] }
        guard payload.isCompressed else { return [MessageText.text(payload.bytes, schema)] }
        switch inflate(payload.bytes) {
        case .success(let message):
            return [
                "zstd, \(payload.bytes.count) of \(message.count) bytes:",
                MessageText.text(message, schema),
            ]
        case .failure(let fault):
            return ["zstd, \(payload.bytes.count) bytes that cannot be read: \(fault)"]
        }
    }

    private func schema(of frame: Frame, of state: DirectionState) -> WireSchema? {
        guard let name = streams[frame.stream], let messages = messages(name) else { return nil }
        return state.isClient ? messages.request : messages.response
    }
}

private func statusName(_ number: UInt8) -> String {
    StatusCode(rawValue: number).map { "\($0)" } ?? "status \(number)"
}

extension FrameType {
    fileprivate var name: String { "\(self)".uppercased() }
}

extension FrameFlags {
    /// ` END MORE`, or nothing.
    fileprivate var words: String {
        let names: [(FrameFlags, String)] = [
            (.end, "END"), (.more, "MORE"), (.compressed, "COMPRESSED"), (.ack, "ACK"),
        ]
        return names.filter { contains($0.0) }.map { " \($0.1)" }.joined()
    }
}
