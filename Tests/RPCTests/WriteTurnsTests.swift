import Identifiers
import NIOCore
import RPC
import Testing

/// Long messages share a connection, and leave room for short ones.
struct WriteTurnsTests {
    private let server: ServerStreams
    private let limits = Limits()
    private let now = Deadline(uptimeNanoseconds: 1)

    init() {
        var server = ServerStreams(
            served: [.init(isAllowed: true, messageByteCountMax: 1_000)], limits: limits)
        server.peerGreeted(PeerLimits(.ofClient, serves: false))
        self.server = server
    }

    @Test func longMessagesTakeTurnsWithinOneWrite() throws {
        var (server, out) = (self.server, ByteBuffer())
        for stream in UInt32(1)...3 {
            let slot = try start(stream, on: &server)
            let isWritten = server.messageWritten(Self.long, slot: slot, token: 1, out: &out)
            #expect(!isWritten && out.readableBytes == 0)
        }
        _ = server.writeTurn(out: &out)
        let streams = try streams(in: out)
        #expect(streams.count > 6)
        for (index, stream) in streams.enumerated() { #expect(stream == UInt32(index % 3 + 1)) }
    }

    @Test func aShortMessageKeepsTheNextTurnsShort() throws {
        var (server, out) = (self.server, ByteBuffer())
        let bulk = try start(1, on: &server)
        _ = server.messageWritten(Self.long, slot: bulk, token: 1, out: &out)
        _ = server.writeTurn(out: &out)
        let alone = out.readableBytes
        out = ByteBuffer()
        let other = try start(2, on: &server)
        let isWritten = server.messageWritten(
            Payload([1, 2, 3]), slot: other, token: 2, out: &out)
        #expect(isWritten)
        _ = server.writeTurn(out: &out)
        #expect(try streams(in: out).first == 2)
        #expect(out.readableBytes * 4 < alone)
        #expect(server.nextTurn() == .afterPause)
    }

    @Test func aConnectionWithoutShortMessagesIsTheLongOnesAlone() throws {
        var (server, out) = (self.server, ByteBuffer())
        let slot = try start(1, on: &server)
        _ = server.messageWritten(Payload([1]), slot: slot, token: 1, out: &out)
        _ = server.messageWritten(Self.long, slot: slot, token: 2, out: &out)
        var paces: [NextTurn] = []
        for _ in 0..<20 where paces.last != NextTurn.none {
            _ = server.writeTurn(out: &out)
            paces.append(server.nextTurn())
        }
        let pauses = paces.prefix { $0 == .afterPause }
        #expect(!pauses.isEmpty && pauses.count < paces.count - 1)
        // The stream's credit ends the turns; its message is not over.
        #expect(paces.last == NextTurn.none)
    }

    @Test func finishedMessagesAreToldOnceAndTheResponseFollowsThem() throws {
        var (server, out) = (self.server, ByteBuffer())
        let slot = try start(1, on: &server)
        let message = Payload([UInt8](repeating: 7, count: 100_000))
        _ = server.messageWritten(message, slot: slot, token: 9, out: &out)
        server.handlerEnded(
            slot: slot, head: ResponseHead(status: .ok), message: Payload([]), out: &out)
        #expect(out.readableBytes == 0)
        let written = server.writeTurn(out: &out)
        #expect(written.flatMap(\.tokens) == [9])
        #expect(server.openSlots.isEmpty)
        #expect(try frames(in: out).last?.type == .response)
        #expect(server.nextTurn() == .none)
    }

    /// However many streams end while they wait for a turn, the line holds no more than are open.
    @Test func streamsThatHaveEndedLeaveTheLine() throws {
        var (server, out) = (self.server, ByteBuffer())
        for stream in UInt32(1)...5_000 {
            let slot = try start(stream, on: &server)
            _ = server.messageWritten(Self.long, slot: slot, token: 1, out: &out)
            _ = try server.received(
                Frame(.cancel, stream: stream, body: ByteBuffer(bytes: [1])), at: now, out: &out)
            server.handlerEnded(
                slot: slot, head: ResponseHead(status: .cancelled), message: Payload([]), out: &out)
        }
        #expect(server.waitingInLine < 100)
        #expect(server.writeTurn(out: &out).isEmpty)
    }

    private static let long = Payload([UInt8](repeating: 7, count: 2_000_000))

    private func start(_ stream: UInt32, on server: inout ServerStreams) throws -> Int {
        var (frame, out) = (ByteBuffer(), ByteBuffer())
        frame.writeRequest(
            RequestHead(method: 0, timeoutMicroseconds: 0), message: [1], .end, stream: stream)
        var decoder = FrameDecoder(bodyByteCountMax: limits.frameBytes)
        decoder.append(frame)
        let request = try #require(try decoder.next())
        guard case .start(let slot, _, _, _) = try server.received(request, at: now, out: &out)
        else { throw NotStarted() }
        server.flushed()
        return slot
    }

    private struct NotStarted: Error {}

    private func frames(in out: ByteBuffer) throws -> [Frame] {
        var decoder = FrameDecoder(bodyByteCountMax: limits.frameBytes)
        decoder.append(out)
        var frames: [Frame] = []
        while let frame = try decoder.next() { frames.append(frame) }
        return frames
    }

    private func streams(in out: ByteBuffer) throws -> [UInt32] {
        try frames(in: out).filter { $0.type == .data }.map(\.stream)
    }
}
