import NIOCore
import Wire

/// The whole messages of a capture, with the methods that they belong to.
package struct CaptureMessages {
    private let inflate: ([UInt8]) -> [UInt8]?
    private var methods: [String] = []
    private var streams: [UInt32: String] = [:]
    private var partial: [Capture.Direction: [UInt32: Payload]] = [:]
    private var found: [(method: String, bytes: [UInt8])] = []

    /// What `capture` holds until its end or its first fault; `inflate` reads compressed messages.
    package static func messages(
        of capture: Capture, inflate: @escaping ([UInt8]) -> [UInt8]?
    ) -> [(method: String, bytes: [UInt8])] {
        var reader = CaptureMessages(inflate: inflate)
        var decoders: [Capture.Direction: FrameDecoder] = [:]
        for chunk in capture.chunks {
            // The longest body that any HELLO may allow.
            var decoder =
                decoders[chunk.direction]
                ?? FrameDecoder(bodyByteCountMax: 16_777_216, readsCompressed: true)
            decoder.append(ByteBuffer(bytes: chunk.bytes))
            while let frame = try? decoder.next() { reader.read(frame, chunk.direction) }
            decoders[chunk.direction] = decoder
        }
        return reader.found
    }

    private init(inflate: @escaping ([UInt8]) -> [UInt8]?) { self.inflate = inflate }

    private mutating func read(_ frame: Frame, _ direction: Capture.Direction) {
        var body = frame.body
        switch frame.type {
        case .hello:
            let hello = try? Hello(wireBytes: body.unread)
            if let served = hello?.methods { methods = served.map(\.name) }
        case .request:
            guard let head = try? RequestHead(reading: &body) else { return }
            let place = Int(head.method)
            streams[frame.stream] = methods.indices.contains(place) ? methods[place] : nil
            took(body, frame, direction)
        case .response:
            guard (try? ResponseHead(reading: &body)) != nil else { return }
            took(body, frame, direction)
        case .data: took(body, frame, direction)
        case .credit, .cancel, .ping, .goAway: break
        }
    }

    private mutating func took(
        _ part: ByteBuffer, _ frame: Frame, _ direction: Capture.Direction
    ) {
        var payload = partial[direction]?[frame.stream] ?? Payload([])
        payload.bytes += part.unread
        if frame.flags.contains(.compressed) { payload.isCompressed = true }
        partial[direction, default: [:]][frame.stream] =
            frame.flags.contains(.more) ? payload : nil
        guard !frame.flags.contains(.more), !payload.bytes.isEmpty,
            let method = streams[frame.stream],
            let message = payload.isCompressed ? inflate(payload.bytes) : payload.bytes
        else { return }
        found.append((method, message))
    }
}
