import Identifiers
import RPC
import Testing

/// What every channel does, whatever carries it: run over TLS and in this process.
enum CallBehaviour {
    static func unaryReturnsTheAnswer(_ echo: Client<Echo>) async throws {
        let answer = try await echo.append(Text(text: "hello"))
        #expect(answer.text == "hello!")
        #expect(try await echo.offload(Text(text: "far")).text == "far")
    }

    static func statusAndDetailsArrive(_ echo: Client<Echo>) async throws {
        let typed = await error { try await echo.fail(Text(text: "typed")) }
        #expect(typed?.code == .failedPrecondition)
        #expect(typed?.message == "the session is paused")
        #expect(typed?.details == [.reason("session_paused"), .retryAfter(.milliseconds(250))])
        #expect(typed?.metadata["hint"] == "resume it")
        #expect(typed?.origin == .remote("echo"))
        let convertible = await error { try await echo.fail(Text(text: "convertible")) }
        #expect(convertible?.code == .unavailable)
        let unexpected = await error { try await echo.fail(Text(text: "other")) }
        #expect(unexpected?.code == .internal)
        #expect(unexpected?.message == "echo.fail failed")
    }

    static func streamsInOrderUnderBackPressure(
        _ echo: Client<Echo>, _ service: EchoService
    ) async throws {
        var received = 0
        for try await item in echo.count(Count(upTo: 3_000, byteCount: 300)) {
            if received == 0 {
                try await Task.sleep(for: .milliseconds(50))
                // The window holds 256 KiB: far fewer than all 3000 messages.
                #expect(service.seen.written < 2_000)
            }
            #expect(item.text.hasPrefix("\(received)x"))
            received += 1
        }
        #expect(received == 3_000)
    }

    static func deadlineEndsCallAndHandler(
        _ echo: Client<Echo>, _ service: EchoService
    ) async throws {
        _ = try await echo.append(Text(text: "connect first"))
        let late = await error {
            try await echo.sleep(Text(text: "60000"), timeout: .milliseconds(400))
        }
        #expect(late?.code == .deadlineExceeded)
        #expect(await eventually { service.seen.ended == 1 && service.seen.cancelled == 1 })
    }

    static func cancellationEndsCallAndHandler(
        _ echo: Client<Echo>, _ service: EchoService
    ) async throws {
        let task = Task { await error { try await echo.sleep(Text(text: "5000")) } }
        #expect(await eventually { service.seen.started == 1 })
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        #expect(await eventually { service.seen.cancelled == 1 })
    }

    static func leavingAStreamEndsItsHandler(
        _ echo: Client<Echo>, _ service: EchoService
    ) async throws {
        for try await _ in echo.forEver(Text(text: "")) { break }
        #expect(await eventually { service.seen.ended == 1 })
    }

    static func metadataAndPrincipalArrive(
        _ echo: Client<Echo>, _ service: EchoService
    ) async throws {
        let person = Principal(tenantID: "acme", subject: "ada", role: .manager)
        _ = try await echo.acting(as: person).echo(
            Text(text: ""), metadata: ["b": "2", "a": "1", "long": "3"])
        let call = try #require(service.seen.calls.last)
        #expect(call.principal == person)
        #expect(call.metadata == ["a": "1", "b": "2", "long": "3"])
        #expect(call.method == "echo.echo")
        #expect(try #require(call.deadline).remaining < .seconds(10))
    }

    static func limitsAreNamed(_ echo: Client<Echo>) async throws {
        let long = String(repeating: "x", count: Limits.messageBytes + 1)
        let tooLong = await error { try await echo.append(Text(text: long)) }
        #expect(tooLong?.code == .resourceExhausted)
        #expect(tooLong?.message.contains("maximumMessageBytes") == true)
        let value = String(repeating: "x", count: 9_000)
        let metadata = await error {
            try await echo.append(Text(text: ""), metadata: ["large": value])
        }
        #expect(metadata?.code == .resourceExhausted)
        #expect(metadata?.message.contains("metadataBytes") == true)
    }

    static func largeMessagesPass(_ echo: Client<Echo>) async throws {
        let text = String(repeating: "0123456789", count: 300_000)
        let answer = try await echo.large(Text(text: text), timeout: .seconds(30))
        #expect(answer.text == text)
        var received = 0
        for try await item in echo.count(Count(upTo: 3, byteCount: 1_000_000)) {
            #expect(item.text.utf8.count == 1_000_001)
            received += 1
        }
        #expect(received == 3)
    }

    static func error(_ body: () async throws -> some Any) async -> RPCError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? RPCError
        }
    }
}
