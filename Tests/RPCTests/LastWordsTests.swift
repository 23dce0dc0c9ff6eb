import RPC
import RPCTransport
import Synchronization
import Testing

/// What was written before the end of a direction is read, even if it still waits for credit then.
@Suite(.serialized)
struct LastWordsTests {
    let service = EchoService()

    /// Two of them are more than a stream's credit.
    private func long(_ number: Int) -> Text {
        Text(text: "\(number)" + String(repeating: "x", count: 200_000))
    }

    private func onBothChannels(
        _ handlers: Handlers, _ body: (Client<Echo>) async throws -> Void
    ) async throws {
        try await Loopback.serving(handlers) { _, client in try await body(Client(client)) }
        try await body(Client(InProcessChannel(handlers, service: "echo")))
    }

    @Test(arguments: [true, false])
    func theCallersHalfCloseComesBehindWhatWaits(overTLS: Bool) async throws {
        let isWaiting = Tally()
        let send = { @Sendable (echo: Client<Echo>) async throws -> String in
            try await echo.gated { writer in
                try await writer.write(long(0))
                Task.immediate { try await writer.write(long(1)) }
                isWaiting.add()
            }.text
        }
        let talk = { (echo: Client<Echo>) async throws in
            async let answer = send(echo)
            #expect(await eventually { isWaiting.count == 1 })
            try await Task.sleep(for: .milliseconds(50))
            service.openGate()
            #expect(try await answer == "2")
        }
        if overTLS {
            try await Loopback.serving(service.handlers) { _, client in
                try await talk(Client(client))
            }
        } else {
            try await talk(Client(InProcessChannel(service.handlers, service: "echo")))
        }
    }

    @Test func aHandlersEndComesBehindWhatWaits() async throws {
        let written = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.count) { _, _, writer in
            try await writer.write(long(0))
            Task.immediate {
                try await writer.write(long(1))
                written.add()
            }
        }
        try await onBothChannels(handlers) { echo in
            let before = written.count
            var received = 0
            for try await _ in echo.count(Count(upTo: 0)) { received += 1 }
            #expect(received == 2)
            #expect(await eventually { written.count == before + 1 }, "a writer waits for ever")
        }
    }
}
