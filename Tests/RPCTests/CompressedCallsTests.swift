import Compression
import RPC
import RPCTransport
import Testing
import Wire

/// Calls between peers that compress, that only read, and that know nothing of compression.
struct CompressedCallsTests {
    /// Compresses well, and is longer than a frame even so.
    static let words: String = {
        var text = ""
        var number: UInt64 = 1
        while text.utf8.count < 400_000 {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += "visit \(number >> 40) "
        }
        return text
    }()

    /// Both sides have it.
    static let dictionary: CompressionDictionary = {
        let samples = (0..<400).map { number in
            Text(text: "offer \(number) of the house at \(number * 37) Maple Street").wireBytes()
        }
        do {
            return try CompressionDictionary(training: samples, for: "echo", byteCount: 2_048)
        } catch {
            preconditionFailure("no test goes on without a dictionary: \(error)")
        }
    }()

    /// Each of the frames claims 2⁶⁴ − 1 bytes; two such claims are more than a number holds.
    @Test func whatFramesClaimIsNotAddedUp() async throws {
        let service = EchoService()
        try await Loopback.serving(service.handlers) { server, channel in
            let peer = try await RawPeer.connect(port: try server.port)
            _ = try await peer.greet()
            let claim = [0x28, 0xB5, 0x2F, 0xFD, 0xE0] + [UInt8](repeating: 0xFF, count: 8)
            peer.send {
                $0.writeRequest(
                    RequestHead(method: service.index("echo.collect"), timeoutMicroseconds: 0),
                    message: [], [], stream: 1)
                for _ in 0..<3 { $0.writeData(claim, .compressed, stream: 1) }
            }
            #expect(try await peer.nextError()?.code != .ok)
            let text = Text(text: "still here")
            #expect(try await Client<Echo>(channel).echo(text) == text)
            try await peer.close()
        }
    }

    @Test func whatCannotBeReadEndsTheCallWhateverItsHandlerMakesOfIt() async throws {
        let service = EchoService()
        try await Loopback.serving(service.handlers) { server, _ in
            let peer = try await RawPeer.connect(port: try server.port)
            _ = try await peer.greet()
            peer.send {
                $0.writeRequest(
                    RequestHead(method: service.index("echo.forgive"), timeoutMicroseconds: 0),
                    message: [], [], stream: 1)
                $0.writeData([1, 2, 3, 4, 5, 6, 7, 8], .compressed, stream: 1)
            }
            #expect(try await peer.nextError()?.code == .invalidArgument)
            try await peer.close()
        }
    }

    private func calling(
        _ client: MessageCompression?, _ server: MessageCompression?, limits: Limits? = nil,
        _ body: (Client<Echo>) async throws -> Void
    ) async throws {
        try await Loopback.serving(
            EchoService().handlers, limits: limits ?? Loopback.limits, compression: server,
            clientCompression: client
        ) { _, channel in try await body(Client<Echo>(channel)) }
    }

    /// One call of each kind, with a message each way that is worth compressing.
    private func callAll(_ echo: Client<Echo>) async throws {
        let text = Text(text: Self.words)
        let answers = [
            try await echo.echo(text, timeout: .seconds(60)),
            try await echo.offload(text, timeout: .seconds(60)),
        ]
        #expect(answers == [text, text])
        var counted = 0
        for try await element in echo.count(Count(upTo: 3, byteCount: 20_000)) {
            #expect(element.text.utf8.count == 20_001)
            counted += 1
        }
        #expect(counted == 3)
        let collected = try await echo.collect { writer in
            for _ in 0..<3 { try await writer.write(text) }
        }
        #expect(collected.text.utf8.count == 3 * Self.words.utf8.count + 2)
        try await echo.chat { writer, responses in
            try await writer.write(text)
            let answer = try await responses.next()
            #expect(answer?.text == Self.words + "!")
            writer.finish()
            let last = try await responses.next()
            #expect(last?.text == "bye")
        }
    }

    @Test func everyKindOfCallIsCompressedBothWays() async throws {
        let (client, server) = (MessageCompression(sends: true), MessageCompression(sends: true))
        try await calling(client, server, callAll)
        for (one, other) in [(client.figures, server.figures), (server.figures, client.figures)] {
            #expect(one.sent.messages >= 4)
            #expect(one.sent == other.received)
            #expect(one.sent.wireBytes * 2 < one.sent.bytes)
            #expect(one.refused == 0)
        }
    }

    @Test(arguments: [0, 1, 2, 3])
    func whoeverLacksCompressionIsSpokenToWithout(place: Int) async throws {
        let sending = MessageCompression(sends: true)
        let (client, server): (MessageCompression?, MessageCompression?) =
            [(nil, sending), (sending, nil), (.reading, .reading), (nil, nil)][place]
        try await calling(client, server, callAll)
        #expect(sending.figures == CompressionFigures())
    }

    @Test func aDictionaryIsUsedWhereBothSidesHaveIt() async throws {
        let known = MessageCompression(sends: true, dictionaries: [Self.dictionary])
        let text = Text(
            text: (0..<8).map { "offer 77\($0) of the house at 35\($0) Maple Street" }.joined())
        try await calling(known, MessageCompression(dictionaries: [Self.dictionary])) { echo in
            let answer = try await echo.echo(text, timeout: .seconds(60))
            #expect(answer == text)
        }
        #expect(known.figures.sent.messages == 1)
        // A peer of another build lacks it: shorter messages go as they are, longer ones without it.
        let skewed = MessageCompression(sends: true, dictionaries: [Self.dictionary])
        try await calling(skewed, .reading) { echo in
            let answer = try await echo.echo(text, timeout: .seconds(60))
            #expect(answer == text)
            _ = try await echo.echo(Text(text: Self.words), timeout: .seconds(60))
        }
        #expect(skewed.figures.sent.messages == 1)
        #expect(skewed.figures.sent.bytes > 400_000)
    }

    @Test func aMethodMayOptOut() async throws {
        let sending = MessageCompression(sends: true)
        try await calling(sending, sending) { echo in
            let text = Text(text: Self.words)
            let answer = try await echo.secret(text, timeout: .seconds(60))
            #expect(answer == text)
        }
        #expect(sending.figures == CompressionFigures())
    }

    @Test func soAreThoseOfACallThatStreams() async throws {
        var limits = Loopback.limits
        limits.inflatedBytes = 20_000
        let sending = MessageCompression(sends: true)
        try await calling(sending, .reading, limits: limits) { echo in
            let small = Text(text: String(Self.words.prefix(15_000)))
            let all = try await echo.collect { writer in
                for _ in 0..<3 { try await writer.write(small) }
            }
            #expect(all.text.count == 3 * 15_000 + 2, "one message is held at a time")
            await #expect {
                _ = try await echo.collect { writer in
                    try await writer.write(Text(text: Self.words))
                }
            } throws: {
                ($0 as? RPCError)?.code == .resourceExhausted
            }
        }
    }

    @Test func compressedRequestsAreBoundedByWhatTheyStandFor() async throws {
        var limits = Loopback.limits
        limits.inflatedBytes = 20_000
        let sending = MessageCompression(sends: true)
        try await calling(sending, .reading, limits: limits) { echo in
            let small = Text(text: String(Self.words.prefix(15_000)))
            for _ in 0..<3 {
                let answer = try await echo.echo(small)
                #expect(answer == small)
            }
            do throws(RPCError) {
                _ = try await echo.echo(Text(text: Self.words))
                Issue.record("the request was served")
            } catch {
                #expect(error.code == .resourceExhausted)
                #expect(error.details.contains(.limit("inflatedBytes", value: 20_000)))
            }
        }
    }
}
