import RPC
import RPCTransport
import Synchronization
import Testing
import Wire

/// What stands in the way of calls, over TLS and in this process.
@Suite(.serialized)
struct InterceptorTests {
    let service = EchoService()

    enum Way: CaseIterable { case tls, inProcess }

    private func channel(
        _ way: Way, _ interceptors: [any ServerInterceptor] = [],
        observer: (any CallObserver)? = nil,
        _ body: (any RPCChannel) async throws -> Void
    ) async throws {
        var handlers = service.handlers
        for interceptor in interceptors { handlers.intercept(by: interceptor) }
        switch way {
        case .tls:
            try await Loopback.serving(handlers, observer: observer) { server, client in
                try await body(client)
                #expect(await eventually { server.runningHandlers == 0 })
            }
        case .inProcess:
            try await body(InProcessChannel(handlers, service: "echo", observer: observer))
        }
    }

    /// One call of each kind; returns what came back.
    private func callOfEachKind(_ echo: Client<Echo>) async throws -> [String] {
        var texts = [try await echo.echo(Text(text: "one")).text]
        for try await text in echo.count(Count(upTo: 2)) { texts.append(text.text) }
        texts.append(
            try await echo.collect {
                try await $0.write(Text(text: "a"))
                try await $0.write(Text(text: "b"))
            }.text)
        try await echo.chat { writer, responses in
            try await writer.write(Text(text: "hi"))
            writer.finish()
            for try await text in responses { texts.append(text.text) }
        }
        return texts
    }
    private let plainAnswers = ["one", "0", "1", "a,b", "hi!", "bye"]
    private let kinds = ["echo.echo", "echo.count", "echo.collect", "echo.chat"]

    @Test(arguments: Way.allCases)
    func everyKindPassesTheInterceptorsOfBothSidesInOrder(_ way: Way) async throws {
        let log = Log()
        let (first, second) = (Stamp("1", log), Stamp("2", log))
        let served = Stamp("s", log)
        try await channel(way, [served]) { channel in
            let echo = Client<Echo>(channel.intercepted(by: first, second))
            let answers = try await callOfEachKind(echo)
            #expect(answers == plainAnswers)
        }
        let expected = kinds.flatMap { ["1 \($0)", "2 \($0)", "s \($0)"] }
        #expect(log.all.filter { !$0.hasPrefix("end") } == expected)
        let metadata: [Metadata] = service.seen.calls.map(\.metadata)
        #expect(metadata.allSatisfy { $0 == ["1": "echo", "2": "echo", "s": "gateway"] })
        #expect(metadata.count == 3)
    }

    @Test(arguments: Way.allCases)
    func observersOfACallAreToldOfItsEndOnBothSides(_ way: Way) async throws {
        let (made, served) = (Outcomes(), Outcomes())
        try await channel(way, [Watch(by: served)]) { channel in
            let echo = Client<Echo>(channel.intercepted(by: Watch(by: made)))
            _ = try await callOfEachKind(echo)
            _ = await CallBehaviour.error { try await echo.fail(Text(text: "typed")) }
            _ = await CallBehaviour.error {
                try await echo.sleep(Text(text: "60000"), timeout: .seconds(1))
            }
            #expect(await eventually { served.all.count == 6 })
        }
        let methods = kinds + ["echo.fail", "echo.sleep"]
        // A caller may begin its next call before the server's side has told of the last one.
        let told = served.all.sorted {
            methods.firstIndex(of: $0.method) ?? 0 < methods.firstIndex(of: $1.method) ?? 0
        }
        for (outcomes, side) in [(made.all, CallOutcome.Side.client), (told, .server)] {
            #expect(outcomes.map(\.method) == methods)
            #expect(
                outcomes.map(\.code) == [
                    .ok, .ok, .ok, .ok, .failedPrecondition, .deadlineExceeded,
                ])
            #expect(outcomes.allSatisfy { $0.side == side })
            #expect(try #require(outcomes.last).ledger.handlerMicroseconds >= 200_000)
        }
    }

    @Test(arguments: Way.allCases)
    func whatAClientInterceptorRefusesNeverGoesOut(_ way: Way) async throws {
        let outcomes = Outcomes()
        try await channel(way) { channel in
            let echo = Client<Echo>(channel.intercepted(by: Watch(by: outcomes), Refusal()))
            for error in await errorsOfEachKind(echo) {
                #expect(error?.code == .permissionDenied)
                #expect(error?.origin == .local)
            }
        }
        #expect(outcomes.all.map(\.code) == Array(repeating: .permissionDenied, count: 4))
        #expect(service.seen.started == 0 && service.seen.calls.isEmpty)
    }

    @Test(arguments: Way.allCases)
    func whatAServerInterceptorRefusesReachesNoHandler(_ way: Way) async throws {
        let outcomes = Outcomes()
        try await channel(way, [Watch(by: outcomes), Refusal()]) { channel in
            for error in await errorsOfEachKind(Client(channel)) {
                #expect(error?.code == .permissionDenied)
                #expect(error?.origin == .remote("echo"))
            }
            #expect(await eventually { outcomes.all.count == 4 })
        }
        #expect(service.seen.started == 0 && service.seen.calls.isEmpty)
    }

    @Test(arguments: Way.allCases)
    func theDeadlineEndsAnInterceptorThatWaits(_ way: Way) async throws {
        try await channel(way, [Patient()]) { channel in
            let error = await CallBehaviour.error {
                try await Client<Echo>(channel).echo(Text(text: ""), timeout: .milliseconds(300))
            }
            #expect(error?.code == .deadlineExceeded)
        }
        #expect(service.seen.calls.isEmpty)
    }

    @Test(arguments: Way.allCases)
    func messagesAreSeenAsSizesThatAddUpToWhatTheCallCarried(_ way: Way) async throws {
        let (made, served) = (Sizes(), Sizes())
        try await channel(way, [served]) { channel in
            let echo = Client<Echo>(channel.intercepted(by: made))
            let answers = try await callOfEachKind(echo)
            #expect(answers == plainAnswers)
            #expect(await eventually { served.outcomes.all.count == 4 })
        }
        for sizes in [made, served] {
            let bytes = sizes.sums.withLock { $0 }
            #expect(bytes.requests == sizes.outcomes.all.reduce(0) { $0 + $1.requestByteCount })
            #expect(bytes.responses == sizes.outcomes.all.reduce(0) { $0 + $1.responseByteCount })
            #expect(bytes.count == 5 + 6)
        }
    }

    @Test(arguments: Way.allCases)
    func filtersOfBothSidesUndoEachOther(_ way: Way) async throws {
        let (inner, outer) = (Cipher(key: 0x5A, log: Log()), Cipher(key: 0x33, log: Log()))
        try await channel(way, [outer, inner]) { channel in
            let echo = Client<Echo>(channel.intercepted(by: inner, outer))
            let answers = try await callOfEachKind(echo)
            #expect(answers == plainAnswers)
        }
        #expect(inner.log.all.count == 2 * 11)
        // What the inner filter of the caller hands on is what the inner one of the server gets.
        #expect(inner.log.all.count == outer.log.all.count)
    }

    @Test(arguments: Way.allCases)
    func aFilterThatRefusesAMessageEndsTheCall(_ way: Way) async throws {
        try await channel(way) { channel in
            let echo = Client<Echo>(channel.intercepted(by: Censor()))
            let error = await CallBehaviour.error {
                for try await _ in echo.forEver(Text(text: "")) {}
            }
            #expect(error?.code == .dataLoss)
            #expect(await eventually { service.seen.ended == 1 })
        }
    }

    @Test func observersOfACallAreToldThatItIsRepeated() async throws {
        let repetitions = Repetitions()
        try await channel(.tls) { channel in
            let echo = Client<Echo>(channel.intercepted(by: Watch(by: repetitions)))
            _ = try await echo.sleep(
                Text(text: "400"), options: CallOptions(hedging: .after(.milliseconds(20))))
        }
        let told = repetitions.all.withLock { $0 }
        #expect(told.map(\.kind) == [.hedge])
        #expect(told.allSatisfy { $0.method == "echo.sleep" && $0.peer == "echo" })
    }

    private func errorsOfEachKind(_ echo: Client<Echo>) async -> [RPCError?] {
        [
            await CallBehaviour.error { try await echo.echo(Text(text: "one")) },
            await CallBehaviour.error { for try await _ in echo.count(Count(upTo: 2)) {} },
            await CallBehaviour.error { try await echo.collect { _ in } },
            await CallBehaviour.error {
                try await echo.chat { writer, responses in
                    writer.finish()
                    for try await _ in responses {}
                }
            },
        ]
    }
}

// MARK: - Interceptors

private final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct Stamp: ClientInterceptor, ServerInterceptor {
    let name: String
    let log: Log

    init(_ name: String, _ log: Log) { (self.name, self.log) = (name, log) }

    func intercept(_ call: inout OutgoingCall, to peer: String) {
        log.add("\(name) \(call.method.name)")
        call.metadata[name] = peer
    }

    func intercept(_ call: inout Call, of method: MethodDescriptor) {
        log.add("\(name) \(method.name)")
        call.metadata[name] = call.caller.service
    }
}

private struct Watch: ClientInterceptor, ServerInterceptor {
    let observer: any CallObserver
    init(by observer: any CallObserver) { self.observer = observer }

    func intercept(_ call: inout OutgoingCall, to peer: String) { call.observe(by: observer) }
    func intercept(_ call: inout Call, of method: MethodDescriptor) { call.observe(by: observer) }
}

private struct Refusal: ClientInterceptor, ServerInterceptor {
    private let error = RPCError(.permissionDenied, "not today")

    func intercept(_ call: inout OutgoingCall, to peer: String) throws(RPCError) { throw error }
    func intercept(_ call: inout Call, of method: MethodDescriptor) throws(RPCError) {
        throw error
    }
}

/// Waits for something that never comes.
private struct Patient: ServerInterceptor {
    func intercept(_ call: inout Call, of method: MethodDescriptor) async throws(RPCError) {
        do {
            try await Task.sleep(for: .seconds(60))
        } catch {
            throw RPCError(.cancelled, "given up")
        }
    }
}

private final class Sizes: ClientInterceptor, ServerInterceptor {
    let sums = Mutex((requests: 0, responses: 0, count: 0))
    let outcomes = Outcomes()

    func intercept(_ call: inout OutgoingCall, to peer: String) { watch(&call) }
    func intercept(_ call: inout Call, of method: MethodDescriptor) { watch(&call) }

    private func watch(_ call: inout some WatchedCall) {
        call.observe(by: outcomes)
        call.observeMessages { [self] direction, byteCount in
            sums.withLock { sums in
                sums.count += 1
                switch direction {
                case .request: sums.requests += byteCount
                case .response: sums.responses += byteCount
                }
            }
        }
    }
}

/// The same twice undoes it, but not in another order than it was done: the key moves.
private struct Cipher: ClientInterceptor, ServerInterceptor {
    let key: UInt8
    let log: Log

    func intercept(_ call: inout OutgoingCall, to peer: String) { watch(&call) }
    func intercept(_ call: inout Call, of method: MethodDescriptor) { watch(&call) }

    private func watch(_ call: inout some WatchedCall) {
        call.filterMessages { direction, message in
            log.add("\(direction)")
            return message.map { $0 ^ key }
        }
    }
}

private struct Censor: ClientInterceptor {
    func intercept(_ call: inout OutgoingCall, to peer: String) {
        call.filterMessages { direction, message throws(RPCError) in
            if direction == .response { throw RPCError(.dataLoss, "unreadable") }
            return message
        }
    }
}

private final class Repetitions: CallObserver {
    let all = Mutex<[Repetition]>([])
    func callEnded(_ outcome: CallOutcome) {}
    func callRepeated(_ repetition: Repetition) { all.withLock { $0.append(repetition) } }
}
