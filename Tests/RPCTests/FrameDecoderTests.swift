import Identifiers
import NIOCore
import RPC
import Testing

/// Frames come out as they went in, however their bytes arrive.
struct FrameDecoderTests {
    static let frames: [Frame] = [
        Frame(.ping, body: ByteBuffer(integer: UInt64(7))),
        Frame(.data, [.end], stream: 9, body: ByteBuffer()),
        Frame(.data, [.more], stream: 0xFFFF_FFFF, body: ByteBuffer(bytes: Array(0...255))),
        Frame(.credit, stream: 3, body: ByteBuffer(integer: UInt32(65_536))),
        Frame(.request, [.end], stream: 1, body: ByteBuffer(repeating: 5, count: 65_536)),
    ]

    static var bytes: [UInt8] {
        var buffer = ByteBuffer()
        for frame in frames { buffer.writeFrame(frame) }
        return Array(buffer.readableBytesView)
    }

    static func decoded(_ pieces: [[UInt8]]) throws -> [Frame] {
        var decoder = FrameDecoder(bodyByteCountMax: 65_536)
        var frames: [Frame] = []
        for piece in pieces {
            decoder.append(ByteBuffer(bytes: piece))
            while let frame = try decoder.next() { frames.append(frame) }
            decoder.release()
        }
        return frames
    }

    @Test func gluedFramesComeApart() throws {
        #expect(try Self.decoded([Self.bytes]) == Self.frames)
    }

    @Test func singleBytesMakeTheSameFrames() throws {
        #expect(try Self.decoded(Self.bytes.map { [$0] }) == Self.frames)
    }

    @Test(arguments: UInt64(0)..<16)
    func anyPiecesMakeTheSameFrames(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var pieces: [[UInt8]] = []
        var rest = Self.bytes[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...20_000, using: &generator))
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(try Self.decoded(pieces) == Self.frames)
    }

    @Test func aCutFrameIsNoFrame() throws {
        for count in [0, 3, 4, 9, 10, 17] {
            #expect(try Self.decoded([Array(Self.bytes.prefix(count))]) == [])
        }
    }

    @Test func mutatedBytesMakeFramesOrFaults() {
        for seed in UInt64(0)..<2_000 { decodesMutation(seed) }
    }

    private func decodesMutation(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var bytes = Array(Self.bytes.prefix(400))
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
                in: 0...255, using: &generator)
        }
        do {
            for frame in try Self.decoded([bytes]) { #expect(frame.body.readableBytes <= 65_536) }
        } catch {
            #expect(error is ProtocolFault, "seed \(seed)")
        }
    }

    @Test(arguments: [
        ([0xFF, 0xFF, 0xFF, 0xFF], ProtocolFault.tooLong(length: 0xFFFF_FFFF, limit: 65_536)),
        ([0x00, 0x01, 0x00, 0x07], .tooLong(length: 65_543, limit: 65_536)),
        ([0, 0, 0, 5], .tooShort(length: 5)),
        ([0, 0, 0, 6, 99, 0, 0, 0, 0, 0], .unknownType(99)),
        ([0, 0, 0, 6, 4, 4, 0, 0, 0, 0], .unknownFlags(.data, 4)),
        ([0, 0, 0, 6, 3, 4, 0, 0, 0, 0], .unknownFlags(.response, 4)),
    ])
    func wrongHeadsAreNamed(bytes: [UInt8], fault: ProtocolFault) {
        #expect(throws: fault) { try Self.decoded([bytes]) }
    }

    @Test func headersSurvive() throws {
        let head = RequestHead(
            method: 513, timeoutMicroseconds: 1 << 40, header: ByteBuffer(string: "header"))
        var out = ByteBuffer()
        out.writeRequest(head, message: Array("message".utf8), .end, stream: 7)
        let frame = try #require(try Self.decoded([Array(out.readableBytesView)]).first)
        var body = frame.body
        #expect(try RequestHead(reading: &body) == head)
        #expect(String(buffer: body) == "message")

        let response = ResponseHead(
            status: .notFound,
            ledger: StallLedger(queueMicroseconds: 3, handlerMicroseconds: 4_000_000_000),
            trailer: ByteBuffer(string: "trailer"))
        out = ByteBuffer()
        out.writeResponse(response, message: [], stream: 7)
        var rest = try #require(try Self.decoded([Array(out.readableBytesView)]).first).body
        #expect(try ResponseHead(reading: &rest) == response)
        #expect(rest.readableBytes == 0)
    }
}
