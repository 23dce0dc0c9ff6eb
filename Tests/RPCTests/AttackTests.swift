import Foundation
import NIOCore
import RPC
import RPCTransport
import Synchronization
import Testing
import Wire

/// Floods, and what they may cost: handlers, memory, and the calls of others.
@Suite(.serialized)
struct AttackTests {
    let service = StubbornService()

    private func attacked(
        _ change: (inout Limits) -> Void = { _ in },
        _ body: (MeshServer, RawPeer) async throws -> Void
    ) async throws {
        var limits = Loopback.limits
        change(&limits)
        try await Loopback.serving(service.handlers, limits: limits) { server, client in
            let honest = Load(Client(client), workers: 2)
            let peer = try await RawPeer.connect(port: server.port, as: "roi")
            _ = try await peer.greet()
            try await body(server, peer)
            try await honest.more(than: 20)
            let failures = await honest.stop()
            #expect(failures.isEmpty, "\(failures.first as Any)")
            #expect(await eventually { server.runningHandlers == 0 })
            try? await peer.close()  // Most attacks have ended it already.
        }
    }

    /// Every way in which a stream can end while its handler goes on (CVE-2023-44487, -2025-8671).
    enum Ending: CaseIterable { case cancel, deadline, tooLong }

    @Test(arguments: Ending.allCases)
    func handlersNeverOutnumberTheLimitHoweverStreamsEnd(ending: Ending) async throws {
        try await attacked({ $0.concurrentCalls = 20 }) { server, peer in
            let method = service.index(ending == .tooLong ? "echo.collect" : "echo.sleep")
            for batch in UInt32(0)..<50 {
                peer.send { out in
                    for stream in batch * 100 + 1...batch * 100 + 100 {
                        flood(ending, method, stream, &out)
                    }
                }
            }
            #expect(await peer.ending().contains("abnormalEvents"))
            #expect(await eventually { server.runningHandlers == 0 })
            #expect(service.most(of: "roi") <= 20, "\(service.most(of: "roi")) ran at a time")
            #expect(service.most(of: "roi") > 0)
        }
    }

    private func flood(
        _ ending: Ending, _ method: UInt16, _ stream: UInt32, _ out: inout ByteBuffer
    ) {
        let head = RequestHead(
            method: method, timeoutMicroseconds: ending == .deadline ? 1 : 0)
        let text = Text(text: "30").wireBytes()
        switch ending {
        case .cancel:
            out.writeRequest(head, message: text, .end, stream: stream)
            out.writeCancel(.cancelled, stream: stream)
        case .deadline:
            out.writeRequest(head, message: text, .end, stream: stream)
        case .tooLong:
            out.writeRequest(head, message: [], [], stream: stream)
            out.writeData([UInt8](repeating: 0, count: 300), .more, stream: stream)
            // END and MORE exclude each other.
            out.writeData([1], [.more, .end], stream: stream)
        }
    }

    @Test func pingsToAPeerThatDoesNotReadFillNothing() async throws {
        try await attacked { server, peer in
            try await peer.stopReading()
            let before = residentBytes()
            for batch in 0..<200 {
                peer.send { out in
                    for token in 0..<500 {
                        out.writePing(UInt64(batch * 500 + token), isAnswer: false)
                    }
                }
            }
            #expect(await eventually { server.connectionCount == 1 })
            #expect(residentBytes() - before < 64 * 1_024 * 1_024)
        }
    }

    @Test func answersToAPeerThatDoesNotReadEndItsConnection() async throws {
        try await attacked({
            $0.unwrittenBytes = 1_048_576
            $0.concurrentCalls = 1_000
        }) { server, peer in
            try await peer.stopReading()
            let before = residentBytes()
            let text = String(repeating: "x", count: 60_000)
            for stream in UInt32(1)...600 {
                peer.call(service.index("echo.echo"), Text(text: text), stream: stream)
            }
            #expect(await eventually { server.connectionCount == 1 })
            // Both ends of the socket are in this process: the kernel's buffers, and what waits.
            #expect(residentBytes() - before < 200 * 1_024 * 1_024)
        }
    }

    /// What is granted beyond the window, and what buys no frame.
    @Test(arguments: [(0, 65_536), (0, 1), (1, 65_536), (1, 1)])
    func creditFloodsMeetTheBudget(stream: UInt32, bytes: Int) async throws {
        try await attacked { _, peer in
            peer.call(service.index("echo.sleep"), Text(text: "1000"), stream: 1)
            for _ in 0..<10 {
                peer.send { out in
                    for _ in 0..<500 { out.writeCredit(bytes, stream: stream) }
                }
            }
            #expect(await peer.ending().contains("abnormalEvents"))
        }
    }

    /// Five thousand tokens of a few bytes are what streams are for (h2#944 cut them off).
    @Test func aStreamOfTinyMessagesIsNoAttack() async throws {
        try await attacked { _, peer in
            peer.send {
                $0.writeRequest(
                    RequestHead(method: service.index("echo.collect"), timeoutMicroseconds: 0),
                    message: [], [], stream: 1)
            }
            let token = Text(text: "").wireBytes()
            var credit = Limits().streamCredit
            for _ in 0..<25 {
                while credit < 200 * Limits.smallestCharge {
                    let frame = try #require(await peer.next(.credit))
                    let bytes = frame.body.getInteger(at: frame.body.readerIndex, as: UInt32.self)
                    if frame.stream == 1 { credit += Int(bytes ?? 0) }
                }
                credit -= 200 * Limits.smallestCharge
                peer.send { out in
                    for _ in 0..<200 { out.writeData(token, [], stream: 1) }
                }
            }
            peer.send { $0.writeData([], .end, stream: 1) }
            let answer = try await peer.nextError()
            #expect(answer?.code == .ok)
        }
    }

    @Test func theLastStreamIsServedAndNoneAfterIt() async throws {
        try await attacked { _, peer in
            peer.call(service.index("echo.append"), Text(text: ""), stream: UInt32(Int32.max))
            let answer = try await peer.nextError()
            #expect(answer?.code == .ok)
            peer.call(service.index("echo.append"), Text(text: ""), stream: UInt32(Int32.max) + 1)
            #expect(await peer.ending().contains("stream"))
        }
    }

    @Test func aClientWhoseStreamsRunOutOpensAnotherConnection() async throws {
        var limits = Loopback.limits
        limits.lastStreamID = 10
        try await Loopback.serving(service.handlers, clientLimits: limits) { _, client in
            for number in 0..<35 {
                let answer = try await Client<Echo>(client).append(Text(text: "\(number)"))
                #expect(answer.text == "\(number)!")
            }
        }
    }

    @Test func metadataOverItsPairsIsRefusedAndTheConnectionGoesOn() async throws {
        try await attacked { _, peer in
            let call = OutgoingCall(
                method: Echo.echo.descriptor, message: [],
                metadata: (0..<65).reduce(into: Metadata()) { $0["name\($1)"] = "value" })
            let header = try #require(CallHeader(call, attempt: 0)).wireBytes()
            peer.send {
                $0.writeRequest(
                    RequestHead(
                        method: service.index("echo.echo"), timeoutMicroseconds: 0,
                        header: ByteBuffer(bytes: header)),
                    message: Text(text: "").wireBytes(), .end, stream: 1)
            }
            let error = try await peer.nextError()
            #expect(error?.code == .resourceExhausted)
            #expect(error?.details.first == .limit("metadataPairs", value: 64))
            peer.call(service.index("echo.append"), Text(text: ""), stream: 2)
            let answer = try await peer.nextError()
            #expect(answer?.code == .ok)
        }
    }
}

/// Handlers that do not end when they are cancelled, and count who runs how many of them.
final class StubbornService: Sendable {
    private let running = Mutex<[String: (now: Int, most: Int)]>([:])

    func most(of caller: String) -> Int { running.withLock { $0[caller]?.most ?? 0 } }

    var handlers: Handlers {
        var handlers = EchoService().handlers
        handlers.serve(Echo.sleep) { request, call in
            await self.counted(call) { await Self.hold(milliseconds: Int(request.text) ?? 0) }
            return request
        }
        handlers.serve(Echo.collect) { requests, call in
            var count = 0
            await self.counted(call) {
                do {
                    for try await _ in requests { count += 1 }
                } catch {
                    await Self.hold(milliseconds: 30)
                }
            }
            return Text(text: "\(count)")
        }
        return handlers
    }

    func index(_ name: String) -> UInt16 {
        UInt16(handlers.methods.firstIndex { $0.name == name } ?? 0)
    }

    /// A sleep that a cancellation does not cut short.
    private static func hold(milliseconds: Int) async {
        await Task.detached { try? await Task.sleep(for: .milliseconds(milliseconds)) }.value
    }

    private func counted<Failure: Error>(
        _ call: Call, _ body: () async throws(Failure) -> Void
    ) async throws(Failure) {
        let caller = call.caller.service
        running.withLock { running in
            let now = (running[caller]?.now ?? 0) + 1
            running[caller] = (now, max(now, running[caller]?.most ?? 0))
        }
        defer { running.withLock { $0[caller]?.now -= 1 } }
        try await body()
    }
}

/// The memory that this process holds now.
private func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4_096
}
