import Compression
import Foundation
import NIOCore
import RPC
import Testing
import Wire

/// What `meshctl decode` prints.
struct CaptureTests {
    private func bytes(_ write: (inout ByteBuffer) -> Void) -> [UInt8] {
        var out = ByteBuffer()
        write(&out)
        return Array(out.readableBytesView)
    }

    private func text(_ name: String) -> CaptureText.Messages? {
        name.hasPrefix("echo.")
            ? CaptureText.Messages(request: Text.wireSchema, response: Text.wireSchema) : nil
    }

    /// A connection as its client recorded it.
    private var recorded: Capture {
        let methods = [
            MethodDescriptor(name: "echo.say", kind: .unary, idempotency: .idempotent),
            MethodDescriptor(name: "echo.count", kind: .serverStreaming),
        ]
        let header = CallHeader(callID: 7, metadata: ["a": "b"])
        return Capture(chunks: [
            .init(
                .sent,
                bytes {
                    $0.writeHello(
                        Hello(service: "gateway", methods: nil, digest: nil, limits: Limits()))
                }, at: 100),
            .init(
                .received,
                bytes {
                    $0.writeHello(
                        Hello(service: "echo", methods: methods, digest: [0xAB], limits: Limits()))
                }, at: 250),
            .init(
                .sent,
                bytes {
                    $0.writeRequest(
                        RequestHead(
                            method: 0, timeoutMicroseconds: 10_000_000,
                            header: ByteBuffer(bytes: header.wireBytes())),
                        message: Text(text: "hi").wireBytes(), .end, stream: 1)
                    $0.writePing(9, isAnswer: false)
                }, at: 300),
            .init(
                .received,
                bytes {
                    $0.writeResponse(
                        ResponseHead(
                            RPCError(.notFound, "no", details: [.reason("gone")]),
                            ledger: StallLedger(queueMicroseconds: 3, handlerMicroseconds: 120),
                            limits: Limits()
                        ), message: [], stream: 1)
                    $0.writePing(9, isAnswer: true)
                    $0.writeData([0xA1, 0x00], .more, stream: 2)
                    $0.writeData([0x62, 0x68, 0x69], [], stream: 2)
                    $0.writeCredit(65_536, stream: 0)
                    $0.writeGoAway(GoAway(lastStream: 2, code: .ok, reason: "draining"))
                }, at: 480),
            .init(.sent, bytes { $0.writeCancel(.cancelled, stream: 2) }, at: 1_500_000),
        ])
    }

    @Test func aCaptureReadsAsText() throws {
        var decoded = CaptureText(messages: text, inflate: inflate)
        let lines = decoded.lines(of: try Capture(reading: Array(golden("capture").utf8)))
        #expect(lines.joined(separator: "\n") + "\n" == (try golden("txt")))
    }

    @Test func whatIsRecordedIsTheGoldenFile() throws {
        let lines = ["# mesh capture 1: client of echo"] + recorded.chunks.map(\.line)
        #expect(lines.joined(separator: "\n") + "\n" == (try golden("capture")))
        #expect(try Capture(reading: Array(golden("capture").utf8)) == recorded)
    }

    /// What contracts/golden holds, which no release may read otherwise.
    private func golden(_ kind: String) throws -> String {
        try String(contentsOfFile: "contracts/golden/connection.\(kind)", encoding: .utf8)
    }

    @Test func oneDirectionMayBeBytesOrHex() throws {
        let ping = bytes { $0.writePing(1, isAnswer: false) }
        let expected = Capture(chunks: [.init(.sent, ping)])
        #expect(try Capture(reading: ping) == expected)
        let hex = "00 00 00 0e 07 00\n00000000  # the rest of the head\n0000000000000001\n"
        #expect(try Capture(reading: Array(hex.utf8)) == expected)
    }

    @Test func whatIsNoCaptureIsNamedByItsLine() {
        let fault = #expect(throws: Capture.Fault.self) {
            try Capture(reading: Array("# a comment\n12 > 0".utf8))
        }
        #expect(fault?.line == 2)
        #expect(throws: Capture.Fault.self) { try Capture(reading: Array("hello".utf8)) }
    }

    @Test func methodsMayBeKnownWithoutAHello() {
        var decoded = CaptureText(methods: ["echo.say"], messages: text, inflate: inflate)
        let request = bytes {
            $0.writeRequest(
                RequestHead(method: 0, timeoutMicroseconds: 0),
                message: Text(text: "hi").wireBytes(), .end, stream: 1)
        }
        #expect(
            decoded.lines(of: Capture(chunks: [.init(.sent, request)])) == [
                "           > REQUEST stream 1 END echo.say, no deadline",
                "             {0 /text/: \"hi\"}",
            ])
    }

    private func inflate(_ frame: [UInt8]) -> Result<[UInt8], any Error> {
        Result { try MessageCompression.reading.decompressed(frame, byteCountMax: 100_000) }
    }

    @Test func compressedMessagesAreShownAsTheyWere() throws {
        let sending = MessageCompression(sends: true).outgoing(
            algorithms: ["zstd"], dictionaryIDs: nil, service: "echo")
        let word = String(repeating: "again and ", count: 110)
        let frame = try #require(sending?.compressed(Text(text: word).wireBytes()))
        let request = bytes {
            $0.writeRequest(
                RequestHead(method: 0, timeoutMicroseconds: 0), message: frame[..<20],
                [.more, .compressed], stream: 1)
            $0.writeData(frame[20...], .end, stream: 1)
            $0.writeResponse(
                ResponseHead(status: .ok), message: [1, 2, 3], .compressed, stream: 1)
        }
        var decoded = CaptureText(methods: ["echo.say"], messages: text, inflate: inflate)
        let lines = decoded.lines(of: Capture(chunks: [.init(.sent, request)]))
        #expect(lines.contains("             {0 /text/: \"\(word)\"}"))
        #expect(
            lines.contains("             zstd, \(frame.count) of 1105 bytes:"), "\(lines)")
        #expect(lines.contains { $0.contains("3 bytes that cannot be read: its zstd frame is") })
    }

    @Test func brokenFramesSayWhere() {
        var decoded = CaptureText(messages: text, inflate: inflate)
        let lines = decoded.lines(
            of: Capture(chunks: [
                .init(.sent, [0, 0, 0, 6, 77, 0, 0, 0, 0, 0], at: 5), .init(.sent, [1, 2], at: 6),
                .init(.received, [0, 0, 0], at: 7),
            ]))
        #expect(
            lines == [
                "         5 > !! frame type 77 is unknown; nothing after it can be read",
                "           < !! the capture ends inside a frame",
            ])
    }
}
