import RPC
import RPCTransport
import Testing

/// The ledger says where the time of a call went, however it ended.
@Suite(.serialized)
struct StallLedgerTests {
    let service = EchoService()

    // MARK: - The clock

    private func moment(_ milliseconds: UInt64) -> Deadline {
        Deadline(uptimeNanoseconds: 1_000_000_000 + milliseconds * 1_000_000)
    }

    private func sum(_ ledger: StallLedger) -> Int {
        ledger.parts.reduce(0) { $1.name == "pool" ? $0 : $0 + Int($1.microseconds) }
    }

    @Test func thePartsOfAnAnsweredCallAddUpToItsDuration() {
        var clock = CallClock(at: moment(0))
        clock.waited(from: moment(2), connected: moment(12), until: moment(42))
        clock.waitedForSlot(from: moment(42), until: moment(47))
        clock.opened(at: moment(50))
        clock.blocked(at: moment(50))
        clock.unblocked(at: moment(57))
        let told = StallLedger(queueMicroseconds: 4_000, handlerMicroseconds: 100_000)
        let ledger = clock.ledger(at: moment(170), told: told, streams: false)
        #expect(
            ledger
                == StallLedger(
                    queueMicroseconds: 9_000, connectMicroseconds: 10_000, tlsMicroseconds: 30_000,
                    slotMicroseconds: 5_000, creditMicroseconds: 7_000,
                    handlerMicroseconds: 100_000, peerMicroseconds: 9_000))
        #expect(sum(ledger) == 170_000)
    }

    @Test func aSilentPeerHasAllTheTimeSinceTheRequest() {
        var clock = CallClock(at: moment(0))
        clock.opened(at: moment(1))
        let ledger = clock.ledger(at: moment(501), told: StallLedger(), streams: false)
        #expect(ledger == StallLedger(queueMicroseconds: 1_000, peerMicroseconds: 500_000))
    }

    @Test func aFailedAttemptIsThePeersTime() {
        var clock = CallClock(at: moment(0))
        clock.opened(at: moment(1))
        clock.attemptFailed(at: moment(21))
        clock.waited(from: moment(21), connected: nil, until: moment(31))
        clock.opened(at: moment(31))
        let told = StallLedger(handlerMicroseconds: 5_000)
        let ledger = clock.ledger(at: moment(40), told: told, streams: false)
        #expect(ledger.peerMicroseconds == 24_000)
        #expect(ledger.connectMicroseconds == 10_000)
        #expect(sum(ledger) == 40_000)
    }

    @Test func itReadsAsASentence() {
        let ledger = StallLedger(
            queueMicroseconds: 12, tlsMicroseconds: 1_460, handlerMicroseconds: 2_100_000)
        #expect("\(ledger)" == "queue 12 µs, tls 1.4 ms, handler 2.1 s")
        let error = RPCError(.aborted, "no", origin: .remote("roi"), ledger: ledger)
        #expect("\(error)" == "ABORTED: no (from roi) [\(ledger)]")
        #expect("\(RPCError(.aborted, "no"))" == "ABORTED: no")
    }

    // MARK: - On every channel

    @Test func theCallerIsToldOverTLS() async throws {
        try await Loopback.serving(service.handlers) { _, client in
            try await theCallerIsTold(Client(client))
        }
    }

    @Test func theCallerIsToldInThisProcess() async throws {
        try await theCallerIsTold(Client(InProcessChannel(service.handlers, service: "echo")))
    }

    /// Of calls of each kind, of good ends and bad ones.
    private func theCallerIsTold(_ echo: Client<Echo>) async throws {
        let outcomes = Outcomes()
        let failure = try await CallContext.observed(by: outcomes) {
            _ = try await echo.sleep(Text(text: "30"))
            for try await _ in echo.count(Count(upTo: 10)) {}
            _ = try await echo.collect { try await $0.write(Text(text: "one")) }
            try await echo.chat { writer, responses in
                writer.finish()
                for try await _ in responses {}
            }
            return await CallBehaviour.error {
                try await echo.sleep(Text(text: "60000"), timeout: .milliseconds(300))
            }
        }
        let all = outcomes.all
        #expect(
            all.map(\.method) == [
                "echo.sleep", "echo.count", "echo.collect", "echo.chat", "echo.sleep",
            ])
        #expect(all.allSatisfy { $0.side == .client && $0.peer == "echo" })
        #expect(all.map(\.code) == [.ok, .ok, .ok, .ok, .deadlineExceeded])
        for outcome in all {
            // Each part is cut to a microsecond.
            #expect(sum(outcome.ledger) <= Int(outcome.duration / .microseconds(1)) + 1)
        }
        #expect(all[0].ledger.handlerMicroseconds >= 25_000)
        #expect(failure?.ledger == all[4].ledger)
        #expect(try sum(#require(failure).ledger) >= 250_000)
        #expect(failure?.description.contains("[") == true)
    }

    // MARK: - Over TLS

    @Test func onlyTheFirstCallWaitsForTheConnection() async throws {
        try await Loopback.serving(service.handlers) { _, client in
            let (echo, outcomes) = (Client<Echo>(client), Outcomes())
            try await CallContext.observed(by: outcomes) {
                _ = try await echo.append(Text(text: "first"))
                _ = try await echo.append(Text(text: "second"))
            }
            let ledgers = outcomes.all.map(\.ledger)
            #expect(ledgers[0].tlsMicroseconds > 0)
            #expect(ledgers[1].tlsMicroseconds == 0 && ledgers[1].connectMicroseconds == 0)
        }
    }

    @Test func aPeerThatIsNotThereIsConnectTime() async throws {
        let client = try Loopback.client(of: "echo", port: 1)
        let error = await CallBehaviour.error {
            try await Client<Echo>(client).echo(Text(text: ""), timeout: .milliseconds(300))
        }
        #expect(try #require(error).ledger.connectMicroseconds >= 290_000)
        client.close()
    }

    @Test func whatAHandlerWaitedForItsPoolIsTold() async throws {
        var handlers = Handlers()
        handlers.serve(Echo.echo) { text, _ in
            CallContext.current?.poolWait?.add(250_000_000)
            return text
        }
        handlers.serve(Echo.append) { _, _ in
            CallContext.current?.poolWait?.add(90_000)
            throw RPCError(.aborted, "no")
        }
        let called = Outcomes()
        try await Loopback.serving(handlers) { _, client in
            try await CallContext.observed(by: called) {
                _ = try await Client<Echo>(client).echo(Text(text: "a"))
                _ = try? await Client<Echo>(client).append(Text(text: "b"))
            }
        }
        // Less than a tenth of a millisecond is not worth a trailer.
        #expect(called.all.map(\.ledger.poolMicroseconds) == [250_000, 0])
    }

    @Test func aSlowReaderIsCreditTimeOfTheHandler() async throws {
        let (served, called) = (Outcomes(), Outcomes())
        try await Loopback.serving(service.handlers, observer: served) { _, client in
            try await CallContext.observed(by: called) {
                var received = 0
                let echo = Client<Echo>(client)
                for try await _ in echo.count(Count(upTo: 3_000, byteCount: 300)) {
                    if received == 0 { try await Task.sleep(for: .milliseconds(150)) }
                    received += 1
                }
            }
            #expect(await eventually { served.all.count == 1 })
        }
        for outcome in served.all + called.all {
            #expect(outcome.ledger.creditMicroseconds >= 50_000)
            #expect(outcome.ledger.handlerMicroseconds >= outcome.ledger.creditMicroseconds)
        }
    }

    @Test func aSlowHandlerIsCreditTimeOfTheWriter() async throws {
        let outcomes = Outcomes()
        try await Loopback.serving(service.handlers) { _, client in
            try await CallContext.observed(by: outcomes) {
                async let answer = Client<Echo>(client).gated { writer in
                    for number in 0..<3_000 {
                        let padding = String(repeating: "x", count: 300)
                        try await writer.write(Text(text: "\(number)\(padding)"))
                    }
                }
                #expect(await eventually { service.seen.started == 1 })
                try await Task.sleep(for: .milliseconds(150))
                service.openGate()
                #expect(try await answer.text == "3000")
            }
        }
        let outcome = try #require(outcomes.all.first)
        #expect(outcome.ledger.creditMicroseconds >= 50_000)
        #expect(outcome.requestByteCount > 900_000)
    }

    @Test func aDeadlineThatTheServerMeetsFirstSaysWhatItsHandlerDid() async throws {
        var limits = Loopback.limits
        limits.deadlineMargin = .seconds(60)
        limits.deadlineMarginParts = 4
        try await Loopback.serving(service.handlers, limits: limits) { _, client in
            let echo = Client<Echo>(client)
            _ = try await echo.append(Text(text: "connect first"))
            let error = await CallBehaviour.error {
                try await echo.sleep(Text(text: "60000"), timeout: .milliseconds(1_600))
            }
            #expect(error?.origin == .remote("echo"))
            // Three quarters of the time, counted from the arrival of the request.
            let ledger = try #require(error).ledger
            #expect(ledger.queueMicroseconds + ledger.handlerMicroseconds >= 1_150_000)
            #expect(ledger.handlerMicroseconds > 0)
        }
    }
}
