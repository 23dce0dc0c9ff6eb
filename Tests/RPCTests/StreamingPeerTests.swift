import NIOCore
import RPC
import RPCTransport
import Testing
import Wire

/// What a server does with the frames of clients that stream, the right ones and the wrong ones.
@Suite(.serialized)
struct StreamingPeerTests {
    let service = EchoService()

    private func index(_ name: String) -> UInt16 {
        UInt16(service.handlers.methods.firstIndex { $0.name == name } ?? 0)
    }

    private func greeted(
        limits: Limits = Loopback.limits, _ body: (MeshServer, RawPeer) async throws -> Void
    ) async throws {
        try await Loopback.serving(service.handlers, limits: limits) { server, _ in
            let peer = try await RawPeer.connect(port: server.port)
            _ = try await peer.greet()
            try await body(server, peer)
            #expect(await eventually { server.runningHandlers == 0 })
            try? await peer.close()  // It may have ended already, and a drain need not wait for it.
        }
    }

    private func open(
        _ peer: RawPeer, _ method: String, stream: UInt32, _ flags: FrameFlags = [],
        message: [UInt8] = [], _ more: (inout ByteBuffer) -> Void = { _ in }
    ) {
        peer.send { out in
            out.writeRequest(
                RequestHead(method: index(method), timeoutMicroseconds: 0), message: message,
                flags, stream: stream)
            more(&out)
        }
    }

    private func text(_ text: String) -> [UInt8] { Text(text: text).wireBytes() }

    private func expectAnswer(_ text: String, from peer: RawPeer) async throws {
        var body = try #require(await peer.next(.response)).body
        let head = try ResponseHead(reading: &body)
        #expect(head.status == .ok)
        #expect(Array(body.readableBytesView) == Text(text: text).wireBytes())
    }

    @Test func endMayComeWithTheLastMessageOrAfterItOrWithTheRequest() async throws {
        try await greeted { _, peer in
            open(peer, "echo.collect", stream: 1) {
                $0.writeData(text("a"), [], stream: 1)
                $0.writeData(text("b"), .end, stream: 1)
            }
            try await expectAnswer("a,b", from: peer)
            open(peer, "echo.collect", stream: 2) {
                $0.writeData(text("c"), [], stream: 2)
                $0.writeData([], .end, stream: 2)
            }
            try await expectAnswer("c", from: peer)
            open(peer, "echo.collect", stream: 3, .end)
            try await expectAnswer("", from: peer)
            let parts = text("in parts")
            open(peer, "echo.collect", stream: 4) {
                $0.writeData(parts[..<3], .more, stream: 4)
                $0.writeData(parts[3...], .end, stream: 4)
            }
            try await expectAnswer("in parts", from: peer)
        }
    }

    @Test func framesThatDoNotFitTheKindAreInvalidArgument() async throws {
        try await greeted { _, peer in
            open(peer, "echo.collect", stream: 1, .end, message: text("a"))
            #expect(try await peer.nextError()?.code == .invalidArgument)
            open(peer, "echo.collect", stream: 2, .more)
            #expect(try await peer.nextError()?.code == .invalidArgument)
            open(peer, "echo.collect", stream: 3) {
                $0.writeData(text("a"), [.end, .more], stream: 3)
            }
            let error = try await peer.nextError()
            #expect(error?.code == .invalidArgument)
            #expect(error?.message.contains("END never MORE") == true)
            open(peer, "echo.append", stream: 4, message: text("a"))
            #expect(try await peer.nextError()?.code == .invalidArgument)
            open(peer, "echo.collect", stream: 5) {
                $0.writeData([0xFF], .end, stream: 5)
            }
            #expect(try await peer.nextError()?.code == .invalidArgument)
        }
    }

    @Test func aMessageOverItsLimitEndsTheStreamAndItsHandler() async throws {
        try await greeted { _, peer in
            open(peer, "echo.collect", stream: 1)
            let part = [UInt8](repeating: 0, count: 60_000)
            for _ in 0..<71 { peer.send { $0.writeData(part, .more, stream: 1) } }
            let error = try await peer.nextError()
            #expect(error?.code == .resourceExhausted)
            #expect(error?.details == [.limit("maximumMessageBytes", value: Limits.messageBytes)])
        }
    }

    @Test func requestsBeyondTheCreditEndTheConnection() async throws {
        var limits = Loopback.limits
        limits.streamCredit = 1_024
        try await greeted(limits: limits) { _, peer in
            open(peer, "echo.gated", stream: 1) { out in
                for _ in 0..<5 { out.writeData(text("0x"), [], stream: 1) }
            }
            #expect(await peer.ending().contains("more than its credit"))
        }
    }

    /// DATA that left before the early answer arrived is not held against its sender.
    @Test func lateDataIsLegalUpToTheCreditOfItsStream() async throws {
        var limits = Loopback.limits
        (limits.abnormalEvents, limits.abnormalEventsPerSecond) = (100, 0)
        try await greeted(limits: limits) { _, peer in
            for stream in UInt32(1)...4 {
                open(peer, "echo.first", stream: stream) {
                    $0.writeData(text("one"), [], stream: stream)
                }
                try await expectAnswer("one", from: peer)
                peer.send { out in
                    for _ in 0..<1_000 { out.writeData(text("late"), [], stream: stream) }
                    out.writeData([], .end, stream: stream)
                }
            }
            open(peer, "echo.collect", stream: 5, .end)
            try await expectAnswer("", from: peer)
            open(peer, "echo.first", stream: 6) { $0.writeData(text("one"), [], stream: 6) }
            try await expectAnswer("one", from: peer)
            peer.send { out in
                for _ in 0..<1_300 { out.writeData(text("late"), [], stream: 6) }
            }
            #expect(await peer.ending().contains("abnormalEvents"))
        }
    }

    @Test func dataAfterTheHalfCloseMeetsTheBudget() async throws {
        try await greeted { _, peer in
            open(peer, "echo.gated", stream: 1, .end)
            for _ in 0..<200 {
                peer.send { out in
                    for _ in 0..<20 { out.writeData(text("late"), [], stream: 1) }
                }
            }
            service.openGate()
            #expect(await peer.ending().contains("abnormalEvents"))
        }
    }

    /// A half-close costs no credit, so a flood of them must cost something else.
    @Test func aHalfCloseFloodMeetsTheBudget() async throws {
        try await greeted { _, peer in
            open(peer, "echo.first", stream: 1) { $0.writeData(text("one"), [], stream: 1) }
            try await expectAnswer("one", from: peer)
            peer.send { out in
                for _ in 0..<5_000 { out.writeData([], .end, stream: 1) }
            }
            #expect(await peer.ending().contains("abnormalEvents"))
        }
    }
}
