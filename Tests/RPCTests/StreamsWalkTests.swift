import NIOCore
import RPC
import Testing

/// A client's machine and a server's, back to back, with calls, cancels and credit in any order.
struct StreamsWalkTests {
    /// After any walk every call has ended once, and no slot and no credit is left.
    @Test func nothingIsLeft() throws {
        for seed in UInt64(0)..<60 { try walk(seed) }
    }

    private func walk(_ seed: UInt64) throws {
        var pair = MachinePair(seed: seed)
        for _ in 0..<200 { try pair.step() }
        try pair.settle()
        #expect(pair.client.openCount == 0, "seed \(seed)")
        #expect(pair.server.liveCount == 0, "seed \(seed)")
        #expect(pair.endedCalls == pair.openedCalls, "seed \(seed)")
        #expect(pair.wrongMessages == 0, "seed \(seed)")
    }
}

/// Drives both machines; everything random comes from the seed.
struct MachinePair {
    var client: ClientStreams
    var server: ServerStreams
    var generator: SeededGenerator
    var openedCalls = 0
    var endedCalls = 0
    var wrongMessages = 0
    private var toServer = ByteBuffer()
    private var toClient = ByteBuffer()
    private var serverDecoder: FrameDecoder
    private var clientDecoder: FrameDecoder
    /// What the client sent and expects back, by slot.
    private var expected: [Int: [UInt8]] = [:]
    private var brought: [Int: [UInt8]] = [:]
    private var unread: [(stream: UInt32, charge: Int)] = []
    /// Handlers that run, with what they received.
    private var running: [Int: [UInt8]] = [:]
    private var waitingWriters: Set<Int> = []
    private var now: UInt64 = 1

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        var limits = Limits()
        limits.frameBytes = 16_384
        limits.streamCredit = Int.random(in: 256...40_000, using: &generator)
        limits.connectionCredit = Int.random(in: 256...100_000, using: &generator)
        limits.concurrentCalls = 20
        server = ServerStreams(
            served: [.init(isAllowed: true, messageByteCountMax: 200_000)], limits: limits)
        server.peerGreeted(PeerLimits(limits, serves: false))
        client = ClientStreams(peer: PeerLimits(limits, serves: true), limits: limits)
        serverDecoder = FrameDecoder(bodyByteCountMax: limits.frameBytes)
        clientDecoder = FrameDecoder(bodyByteCountMax: limits.frameBytes)
    }

    mutating func step() throws {
        now += 1
        switch Int.random(in: 0..<10, using: &generator) {
        case 0, 1: open()
        case 2: cancelAny()
        case 3: finishAny()
        case 4: writeAny()
        case 5: readAny()
        case 6, 7: try carryToServer(some: true)
        default: try carryToClient(some: true)
        }
    }

    /// Lets everything that is under way come to its end.
    mutating func settle() throws {
        for _ in 0..<100_000 {
            try carryToServer(some: false)
            try carryToClient(some: false)
            while !unread.isEmpty { readAny() }
            for slot in running.keys where !waitingWriters.contains(slot) { finish(slot) }
            server.flushed()
            if client.openCount == 0, server.liveCount == 0, toServer.readableBytes == 0,
                toClient.readableBytes == 0
            {
                return
            }
        }
    }

    private mutating func open() {
        guard client.hasRoom else { return }
        let count = [0, 1, 100, 20_000, 60_000].randomElement(using: &generator)!
        let message = [UInt8](repeating: UInt8(openedCalls % 200), count: count)
        let slot = client.open(
            RequestHead(method: 0, timeoutMicroseconds: 0), message: message, deadline: nil,
            messageByteCountMax: 200_000, out: &toServer)
        openedCalls += 1
        expected[slot] = message
        brought[slot] = nil
    }

    private mutating func cancelAny() {
        guard let slot = client.openSlots.randomElement(using: &generator) else { return }
        client.cancelled(slot: slot, .cancelled, out: &toServer)
        ended(slot)
    }

    private mutating func finishAny() {
        let ready = running.keys.filter { !waitingWriters.contains($0) }.sorted()
        if let slot = ready.randomElement(using: &generator) { finish(slot) }
    }

    private mutating func finish(_ slot: Int) {
        let message = running.removeValue(forKey: slot) ?? []
        server.handlerEnded(
            slot: slot, head: ResponseHead(status: .ok), message: message, out: &toClient)
    }

    /// A handler writes an element that is not its answer: one byte repeated.
    private mutating func writeAny() {
        let ready = running.keys.filter { !waitingWriters.contains($0) }.sorted()
        guard let slot = ready.randomElement(using: &generator) else { return }
        let count = [1, 300, 30_000].randomElement(using: &generator)!
        let isWritten = server.messageWritten(
            [UInt8](repeating: 0xEE, count: count), slot: slot, token: 5, out: &toClient)
        if !isWritten { waitingWriters.insert(slot) }
    }

    private mutating func readAny() {
        guard !unread.isEmpty else { return }
        let (stream, charge) = unread.removeFirst()
        client.consumed(charge, stream: stream, out: &toServer)
    }

    private mutating func ended(_ slot: Int) {
        endedCalls += 1
        expected[slot] = nil
        brought[slot] = nil
    }

    private mutating func carried(_ pipe: inout ByteBuffer, some: Bool) -> ByteBuffer {
        let count =
            some ? Int.random(in: 0...pipe.readableBytes, using: &generator) : pipe.readableBytes
        return pipe.readSlice(length: count)!
    }

    private mutating func carryToServer(some: Bool) throws {
        var pipe = toServer
        serverDecoder.append(carried(&pipe, some: some))
        toServer = pipe
        while let frame = try serverDecoder.next() {
            let moment = Deadline(uptimeNanoseconds: now)
            switch try server.received(frame, at: moment, out: &toClient) {
            case .none, .abnormal: break
            case .start(let slot, _, _, let message): running[slot] = message
            case .refuse(let stream, _):
                server.refuse(stream, ResponseHead(status: .resourceExhausted), out: &toClient)
            case .cancelHandler(let slot, _): waitingWriters.remove(slot)
            case .creditGranted:
                for slot in server.waitingSlots()
                where !server.writePending(slot, out: &toClient).isEmpty {
                    waitingWriters.remove(slot)
                }
            }
        }
        server.flushed()
    }

    private mutating func carryToClient(some: Bool) throws {
        var pipe = toClient
        clientDecoder.append(carried(&pipe, some: some))
        toClient = pipe
        while let frame = try clientDecoder.next() {
            switch try client.received(frame, out: &toServer) {
            case .none: break
            case .message(let slot, let message, let charge):
                unread.append((client.stream(of: slot), charge))
                if message.first != 0xEE || message.last != 0xEE { brought[slot] = message }
            case .response(let slot, let head, let message):
                let answer = brought[slot] ?? Array(message.readableBytesView)
                if head.status == .ok, answer != expected[slot] { wrongMessages += 1 }
                ended(slot)
            case .failed(let slot, _): ended(slot)
            case .creditGranted:
                for slot in client.waitingSlots() { client.writePending(slot, out: &toServer) }
            }
        }
    }
}
