import NIOCore
import RPC
import Testing
import Wire

/// The worked example of contracts/wire.md, byte for byte.
struct WorkedExampleTests {
    private func hex(_ write: (inout ByteBuffer) -> Void) -> String {
        var out = ByteBuffer()
        write(&out)
        return out.readableBytesView.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined(separator: " ")
    }

    @Test func aCallWithMetadata() {
        let header = CallHeader(callID: 1, metadata: ["a": "b"])
        let request = hex {
            $0.writeRequest(
                RequestHead(
                    method: 2, timeoutMicroseconds: 10_000_000,
                    header: ByteBuffer(bytes: header.wireBytes())),
                message: Text(text: "hi").wireBytes(), .end, stream: 1)
        }
        #expect(
            request == """
                00 00 00 20 02 01 00 00 00 01 00 02 00 00 00 00 00 98 96 80 00 09 \
                a2 02 01 05 a1 61 61 61 62 a1 00 62 68 69
                """)
    }

    @Test func itsAnswers() {
        let answer = hex {
            $0.writeResponse(
                ResponseHead(
                    status: .ok,
                    ledger: StallLedger(queueMicroseconds: 3, handlerMicroseconds: 120)),
                message: Text(text: "hi!").wireBytes(), stream: 1)
        }
        #expect(
            answer == """
                00 00 00 17 03 00 00 00 00 01 00 00 00 00 03 00 00 00 78 00 00 \
                a1 00 63 68 69 21
                """)
        let failure = hex {
            $0.writeResponse(
                ResponseHead(
                    RPCError(.notFound, "no", details: [.reason("gone")]), limits: Limits()),
                message: [], stream: 1)
        }
        #expect(
            failure == """
                00 00 00 21 03 00 00 00 00 01 05 00 00 00 00 00 00 00 00 00 10 \
                a2 00 62 6e 6f 01 81 a2 00 00 01 64 67 6f 6e 65
                """)
    }

    @Test func theConnectionsOwnFrames() {
        #expect(
            hex { $0.writeCredit(65_536, stream: 1) } == "00 00 00 0a 05 00 00 00 00 01 00 01 00 00"
        )
        #expect(hex { $0.writeCancel(.cancelled, stream: 1) } == "00 00 00 07 06 00 00 00 00 01 01")
        #expect(
            hex { $0.writePing(7, isAnswer: true) }
                == "00 00 00 0e 07 08 00 00 00 00 00 00 00 00 00 00 00 07")
        #expect(
            hex { $0.writeGoAway(GoAway(lastStream: 9, code: .ok, reason: "bye")) }
                == "00 00 00 0e 08 00 00 00 00 00 00 00 00 09 00 62 79 65")
        #expect(
            hex { $0.writeData([1, 2], .end, stream: 3) } == "00 00 00 08 04 01 00 00 00 03 01 02")
    }

    @Test func hello() throws {
        var limits = Limits()
        limits.concurrentCalls = 100
        let hello = Hello(
            service: "echo",
            methods: [MethodDescriptor(name: "e.x", kind: .unary, idempotency: .idempotent)],
            digest: [0xAB], limits: limits)
        #expect(
            hex { $0.writeHello(hello) } == """
                00 00 00 3f 01 00 00 00 00 00 \
                a6 00 01 01 64 65 63 68 6f 02 a5 00 1a 00 01 00 00 01 1a 00 04 00 00 \
                02 1a 00 10 00 00 03 18 64 04 1a 00 40 00 00 03 81 a3 00 63 65 2e 78 \
                01 00 02 f5 04 41 ab 05 19 03 e8
                """)
        #expect(try Hello(checking: hello.wireBytes()) == hello)
    }
}
