import RPC

/// The calls of a soak, most of which are given up in one way or another.
enum SoakCall: CaseIterable {
    case short, long, stream, conversation
    /// The deadline passes before the answer.
    case late
    /// The caller's task is cancelled before the answer.
    case cancelled
    /// The reader leaves a stream, or a conversation, in its middle.
    case abandoned, interrupted
    /// The connection may be closed below it.
    static func random(_ random: inout Soak.Random) -> SoakCall {
        allCases.randomElement(using: &random) ?? .short
    }

    func make(_ client: Client<BenchmarkContract>, _ tally: Soak.Tally) async {
        do {
            try await make(client)
            isFault ? tally.faulted() : tally.answered()
        } catch let error as RPCError where mayFail(error) {
            tally.faulted()
        } catch {
            tally.unexpected(self, error)
        }
    }

    private var isFault: Bool {
        switch self {
        case .short, .long, .stream, .conversation: false
        case .late, .cancelled, .abandoned, .interrupted: true
        }
    }

    /// Connections are drained and closed all the time; so is what a call of ours was meant to be.
    private func mayFail(_ error: RPCError) -> Bool {
        switch error.code {
        case .unavailable: true
        case .deadlineExceeded, .cancelled: isFault
        default: false
        }
    }

    private func make(_ client: Client<BenchmarkContract>) async throws {
        let small = Payload(bytes: Options.payload(128))
        switch self {
        case .short:
            _ = try await client.echo(small, timeout: .seconds(20))
        case .long:
            _ = try await client.echo(
                Payload(bytes: Options.payload(300_000)), timeout: .seconds(20))
        case .stream:
            for try await _ in client.stream(StreamRequest(count: 50, byteCount: 4_000)) {}
        case .conversation:
            try await converse(client, count: 8)
        case .late:
            _ = try await client.echoLate(small, timeout: .milliseconds(5))
        case .cancelled:
            let call = Task { _ = try await client.echoLate(small, timeout: .seconds(20)) }
            try await Task.sleep(for: .milliseconds(2))
            call.cancel()
            try await call.value
        case .abandoned:
            for try await _ in client.stream(StreamRequest(count: 10_000, byteCount: 4_000)) {
                break
            }
        case .interrupted:
            try await converse(client, count: 2, leaves: true)
        }
    }

    private func converse(
        _ client: Client<BenchmarkContract>, count: Int, leaves: Bool = false
    ) async throws {
        try await client.converse(timeout: .seconds(20)) { writer, responses in
            for _ in 0..<count { try await writer.write(Payload(bytes: Options.payload(600))) }
            if leaves { return }
            writer.finish()
            for try await _ in responses {}
        }
    }
}
