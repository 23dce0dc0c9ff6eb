import Identifiers
import NIOCore
import RPC
import Testing

/// A client's machine and a server's, back to back, with calls, cancels and credit in any order.
struct StreamsWalkTests {
    /// After any walk every call has ended once, and no slot, buffer or credit is left.
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
        let (client, server) = (pair.client.census, pair.server.census)
        #expect(client.isQuiet && server.isQuiet, "seed \(seed): \(client) \(server)")
        #expect(client.sendCredit == server.grantedCredit, "seed \(seed)")
        #expect(server.sendCredit == client.grantedCredit, "seed \(seed)")
        #expect(pair.dearFrames == 0, "seed \(seed): an honest peer's frames cost its budget")
    }
}

/// Drives both machines; everything random comes from the seed.
struct MachinePair {
    var client: ClientStreams
    var server: ServerStreams
    var generator: SplitMix64
    var openedCalls = 0
    var endedCalls = 0
    var wrongMessages = 0
    /// Frames other than late cancels that cost the abnormal budget.
    var dearFrames = 0
    private var toServer = ByteBuffer()
    private var toClient = ByteBuffer()
    private var serverDecoder: FrameDecoder
    private var clientDecoder: FrameDecoder
    /// What the client sent and expects back, by slot.
    private var expected: [Int: Payload] = [:]
    private var brought: [Int: Payload] = [:]
    private var unread: [(stream: UInt32, charge: Int)] = []
    /// Handlers that run, with what they received.
    private var running: [Int: Payload] = [:]
    private var waitingWriters: Set<Int> = []
    private var writers: [Int: Writer] = [:]
    /// What handlers of streams were handed: how many, and the charges that they have not taken.
    private var handed: [Int: (count: Int, charges: [Int])] = [:]
    private var now: UInt64 = 1

    /// The client's side of a call that streams.
    private struct Writer {
        var written = 0
        var isWaiting = false
        var hasFinished = false
    }

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
        var limits = Limits()
        limits.frameBytes = 16_384
        limits.streamCredit = Int.random(in: 256...40_000, using: &generator)
        limits.connectionCredit = Int.random(in: 256...100_000, using: &generator)
        limits.concurrentCalls = 20
        server = ServerStreams(
            served: [
                .init(isAllowed: true, messageByteCountMax: 200_000),
                .init(isAllowed: true, messageByteCountMax: 200_000, streamsRequests: true),
            ], limits: limits)
        server.peerGreeted(PeerLimits(limits, serves: false))
        client = ClientStreams(peer: PeerLimits(limits, serves: true), limits: limits)
        serverDecoder = FrameDecoder(
            bodyByteCountMax: limits.frameBytes, readsCompressed: true)
        clientDecoder = FrameDecoder(
            bodyByteCountMax: limits.frameBytes, readsCompressed: true)
    }

    mutating func step() throws {
        now += 1
        switch Int.random(in: 0..<17, using: &generator) {
        case 0, 1: open()
        case 2: openStreaming()
        case 3: cancelAny()
        case 4: finishAny()
        case 5: writeAny()
        case 6: readAny()
        case 7, 8: writeRequest()
        case 9: finishRequests()
        case 10: takeRequest()
        case 11: expireAny()
        case 12, 13: try carryToServer(some: true)
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

    private mutating func any(of counts: [Int]) -> Int {
        counts[Int.random(in: counts.indices, using: &generator)]
    }

    private mutating func open() {
        guard client.hasRoom() else { return }
        let count = any(of: [0, 1, 100, 20_000, 60_000])
        // What a frame says of compression must stay with its message, however that is cut.
        let message = Payload(
            [UInt8](repeating: UInt8(openedCalls % 200), count: count),
            isCompressed: count > 0 && Bool.random(using: &generator))
        let slot = client.open(
            RequestHead(method: 0, timeoutMicroseconds: 0), message: message, deadline: nil,
            messageByteCountMax: 200_000, out: &toServer)
        openedCalls += 1
        expected[slot] = message
        brought[slot] = nil
    }

    private mutating func openStreaming() {
        guard client.hasRoom() else { return }
        let slot = client.openStreaming(
            RequestHead(method: 1, timeoutMicroseconds: 0), deadline: nil,
            messageByteCountMax: 200_000, out: &toServer)
        openedCalls += 1
        writers[slot] = Writer()
        expected[slot] = Payload([])
    }

    /// Each message of a stream is its number, repeated.
    private mutating func writeRequest() {
        let ready = writers.filter { !$0.value.isWaiting && !$0.value.hasFinished }.keys
        guard let slot = ready.sorted().randomElement(using: &generator) else { return }
        let count = any(of: [1, 300, 5_000, 40_000])
        let number = UInt8(writers[slot, default: Writer()].written % 200)
        let message = Payload(
            [UInt8](repeating: number, count: count), isCompressed: number % 3 == 0)
        let isWritten = client.messageWritten(message, slot: slot, token: 7, out: &toServer)
        writers[slot, default: Writer()].written += 1
        writers[slot, default: Writer()].isWaiting = !isWritten
    }

    private mutating func finishRequests() {
        let open = writers.filter { !$0.value.hasFinished }.keys.sorted()
        guard let slot = open.randomElement(using: &generator) else { return }
        writers[slot, default: Writer()].hasFinished = true
        client.requestsEnded(slot, out: &toServer)
    }

    private mutating func takeRequest() {
        let full = handed.filter { !$0.value.charges.isEmpty }.keys.sorted()
        guard let slot = full.randomElement(using: &generator) else { return }
        let charge = handed[slot, default: (0, [])].charges.removeFirst()
        server.consumed(charge, slot: slot, out: &toClient)
    }

    private mutating func cancelAny() {
        guard let slot = client.openSlots.randomElement(using: &generator) else { return }
        client.cancelled(slot: slot, .cancelled, out: &toServer)
        ended(slot)
    }

    /// The server answers at the deadline, while the handler still runs.
    private mutating func expireAny() {
        guard let slot = running.keys.sorted().randomElement(using: &generator) else { return }
        _ = server.answerEarly(
            slot: slot, head: ResponseHead(status: .deadlineExceeded), out: &toClient)
        waitingWriters.remove(slot)
        handed[slot] = nil
    }

    private mutating func finishAny() {
        let ready = running.keys.filter { !waitingWriters.contains($0) }.sorted()
        if let slot = ready.randomElement(using: &generator) { finish(slot) }
    }

    private mutating func finish(_ slot: Int) {
        let message = running.removeValue(forKey: slot) ?? Payload([])
        handed[slot] = nil
        server.handlerEnded(
            slot: slot, head: ResponseHead(status: .ok), message: message, out: &toClient)
    }

    /// A handler writes an element that is not its answer: one byte repeated.
    private mutating func writeAny() {
        let ready = running.keys.filter { !waitingWriters.contains($0) }.sorted()
        guard let slot = ready.randomElement(using: &generator) else { return }
        let count = any(of: [1, 300, 30_000])
        let isWritten = server.messageWritten(
            Payload([UInt8](repeating: 0xEE, count: count)), slot: slot, token: 5, out: &toClient)
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
        writers[slot] = nil
    }

    private mutating func carried(_ pipe: inout ByteBuffer, some: Bool) -> ByteBuffer {
        let count =
            some ? Int.random(in: 0...pipe.readableBytes, using: &generator) : pipe.readableBytes
        return pipe.readSlice(length: count) ?? ByteBuffer()
    }

    private mutating func carryToServer(some: Bool) throws {
        var pipe = toServer
        serverDecoder.append(carried(&pipe, some: some))
        toServer = pipe
        while let frame = try serverDecoder.next() {
            let moment = Deadline(uptimeNanoseconds: now)
            switch try server.received(frame, at: moment, out: &toClient) {
            case .none: break
            case .abnormal: if frame.type != .cancel { dearFrames += 1 }
            case .start(let slot, let method, _, let message):
                running[slot] = message
                if method == 1 { handed[slot] = (0, []) }
            case .message(let slot, let message, let charge, let isLast):
                guard let count = handed[slot]?.count else { break }
                let number = UInt8(count % 200)
                if isLast || message.isCompressed != (number % 3 == 0)
                    || message.bytes.first != number || message.bytes.last != number
                {
                    wrongMessages += 1
                }
                handed[slot]?.count += 1
                handed[slot]?.charges.append(charge)
            case .requestsEnded: break
            case .fail: wrongMessages += 1
            case .refuse(let stream, _):
                server.refuse(stream, ResponseHead(status: .resourceExhausted), out: &toClient)
            case .cancelHandler(let slot, _, _):
                waitingWriters.remove(slot)
                handed[slot] = nil
            case .creditGranted: break
            }
        }
        takeServerTurn()
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
                if message.bytes.first != 0xEE || message.bytes.last != 0xEE {
                    brought[slot] = message
                }
            case .response(let slot, let head, let message):
                let answer = brought[slot] ?? message
                if head.status == .ok, answer != expected[slot] { wrongMessages += 1 }
                ended(slot)
            case .failed(let slot, _): ended(slot)
            case .creditGranted: break
            }
        }
        takeClientTurn()
    }

    /// Writes go out in turns, as many as what was read and what paused bring about.
    private mutating func takeServerTurn() {
        repeat {
            for (slot, tokens) in server.writeTurn(out: &toClient) where !tokens.isEmpty {
                waitingWriters.remove(slot)
            }
        } while server.nextTurn() != .none
    }

    private mutating func takeClientTurn() {
        repeat {
            for (slot, tokens) in client.writeTurn(out: &toServer) where !tokens.isEmpty {
                writers[slot]?.isWaiting = false
            }
        } while client.nextTurn() != .none
    }
}
