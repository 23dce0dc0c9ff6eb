import Identifiers
import RPC
import Testing

/// What every channel does with calls whose client streams: run over TLS and in this process.
enum StreamingBehaviour: String, CaseIterable {
    case aClientStreamIsAnsweredOnce
    case noRequestsAtAllAreAnswered
    case bothDirectionsFlowAtOnceAndInOrder
    case responsesGoOnAfterTheHalfClose
    case aWriterWaitsForASlowHandler
    case aReaderThatStopsHoldsUpTheWriter
    case largeMessagesPassBothWays
    case anEarlyAnswerEndsTheWriterAndIsReturned
    case anEarlyErrorIsTheErrorOfTheCall
    case aWriterThatThrowsCancelsTheHandler
    case leavingTheScopeCancelsTheHandler
    case cancellingTheTaskCancelsTheHandler
    case theDeadlineEndsBothSides
    case aLongMessageNamesItsLimit
    case nothingFollowsTheHalfClose
    case aHandlerMayGiveUpAWait
    case metadataAndPrincipalArrive

    func holds(for echo: Client<Echo>, _ service: EchoService) async throws {
        switch self {
        case .aClientStreamIsAnsweredOnce:
            let answer = try await echo.collect { writer in
                for number in 0..<500 { try await writer.write(Text(text: "\(number)")) }
            }
            #expect(answer.text == (0..<500).map { "\($0)" }.joined(separator: ","))
        case .noRequestsAtAllAreAnswered:
            #expect(try await echo.collect { _ in }.text == "")
        case .bothDirectionsFlowAtOnceAndInOrder: try await flowBothWays(echo)
        case .responsesGoOnAfterTheHalfClose: try await goOnAfterHalfClose(echo)
        case .aWriterWaitsForASlowHandler: try await waitForHandler(echo, service)
        case .aReaderThatStopsHoldsUpTheWriter: try await waitForReader(echo)
        case .largeMessagesPassBothWays: try await passLargeMessages(echo)
        case .anEarlyAnswerEndsTheWriterAndIsReturned: try await returnEarlyAnswer(echo)
        case .anEarlyErrorIsTheErrorOfTheCall: await throwEarlyError(echo)
        case .aWriterThatThrowsCancelsTheHandler: try await cancelByThrowing(echo, service)
        case .leavingTheScopeCancelsTheHandler: try await cancelByLeaving(echo, service)
        case .cancellingTheTaskCancelsTheHandler: await cancelByTask(echo, service)
        case .theDeadlineEndsBothSides: try await endByDeadline(echo, service)
        case .aLongMessageNamesItsLimit: await nameTheLimit(echo)
        case .nothingFollowsTheHalfClose: try await endWithHalfClose(echo)
        case .aHandlerMayGiveUpAWait: try await giveUpAWait(echo)
        case .metadataAndPrincipalArrive: try await arriveWithMetadata(echo, service)
        }
    }

    // MARK: - Flow

    private func flowBothWays(_ echo: Client<Echo>) async throws {
        let count = 2_000
        let received = try await echo.chat { writer, responses in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<count { try await writer.write(Text(text: "\(number)")) }
                    writer.finish()
                }
                var received: [String] = []
                for try await response in responses { received.append(response.text) }
                try await group.waitForAll()
                return received
            }
        }
        #expect(received == (0..<count).map { "\($0)!" } + ["bye"])
    }

    private func goOnAfterHalfClose(_ echo: Client<Echo>) async throws {
        let last = try await echo.chat { writer, responses in
            try await writer.write(Text(text: "one"))
            #expect(try await responses.next() == Text(text: "one!"))
            writer.finish()
            writer.finish()
            let last = try await responses.next()
            #expect(try await responses.next() == nil)
            return last
        }
        #expect(last == Text(text: "bye"))
    }

    private func waitForHandler(_ echo: Client<Echo>, _ service: EchoService) async throws {
        let written = Tally()
        async let answer = echo.gated { writer in
            for number in 0..<3_000 {
                let padding = String(repeating: "x", count: 300)
                try await writer.write(Text(text: "\(number)\(padding)"))
                written.add()
            }
        }
        #expect(await eventually { service.seen.started == 1 && written.count > 100 })
        try await Task.sleep(for: .milliseconds(50))
        // The window holds 256 KiB: far fewer than all 3000 messages.
        #expect(written.count < 2_000)
        service.openGate()
        #expect(try await answer.text == "3000")
    }

    private func waitForReader(_ echo: Client<Echo>) async throws {
        let (count, written) = (4_000, Tally())
        let received = try await echo.chat { writer, responses in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let text = Text(text: String(repeating: "x", count: 300))
                    for _ in 0..<count {
                        try await writer.write(text)
                        written.add()
                    }
                    writer.finish()
                }
                #expect(await eventually { written.count > 500 })
                try await Task.sleep(for: .milliseconds(50))
                // A window each way, and no more.
                #expect(written.count < 3_000)
                var received = 0
                for try await _ in responses { received += 1 }
                try await group.waitForAll()
                return received
            }
        }
        #expect(received == count + 1)
    }

    private func passLargeMessages(_ echo: Client<Echo>) async throws {
        let text = String(repeating: "0123456789", count: 100_000)
        try await echo.chat(timeout: .seconds(60)) { writer, responses in
            for _ in 0..<3 {
                try await writer.write(Text(text: text))
                #expect(try await responses.next()?.text == text + "!")
            }
        }
    }

    // MARK: - Ends

    private func returnEarlyAnswer(_ echo: Client<Echo>) async throws {
        let answer = try await echo.first { writer in
            var number = 0
            while true {
                do throws(RPCError) {
                    try await writer.write(Text(text: "\(number)"))
                } catch {
                    #expect(error.code == .cancelled)
                    #expect(error.details == [.reason("already_answered")])
                    throw error
                }
                number += 1
            }
        }
        #expect(answer.text == "0")
    }

    private func throwEarlyError(_ echo: Client<Echo>) async {
        let error = await CallBehaviour.error {
            try await echo.refuse { writer in
                while true { try await writer.write(Text(text: "again")) }
            }
        }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.details == [.reason("session_paused"), .retryAfter(.milliseconds(250))])
        #expect(error?.origin == .remote("echo"))
    }

    private struct Abandoned: Error {}

    private func cancelByThrowing(_ echo: Client<Echo>, _ service: EchoService) async throws {
        await #expect(throws: Abandoned.self) {
            try await echo.collect { writer in
                try await writer.write(Text(text: "one"))
                #expect(await eventually { service.seen.started == 1 })
                throw Abandoned()
            }
        }
        #expect(await eventually { service.seen.ended == 1 && service.seen.cancelled == 1 })
    }

    private func cancelByLeaving(_ echo: Client<Echo>, _ service: EchoService) async throws {
        try await echo.chat { writer, responses in
            try await writer.write(Text(text: "one"))
            _ = try await responses.next()
        }
        #expect(await eventually { service.seen.ended == 1 && service.seen.cancelled == 1 })
    }

    private func cancelByTask(_ echo: Client<Echo>, _ service: EchoService) async {
        let task = Task {
            await CallBehaviour.error {
                try await echo.gated { writer in
                    while true { try await writer.write(Text(text: "again")) }
                }
            }
        }
        #expect(await eventually { service.seen.started == 1 })
        task.cancel()
        #expect(await task.value?.code == .cancelled)
    }

    private func endByDeadline(_ echo: Client<Echo>, _ service: EchoService) async throws {
        _ = try await echo.append(Text(text: "connect first"))
        let error = await CallBehaviour.error {
            try await echo.chat(timeout: .milliseconds(400)) { _, responses in
                try await responses.next()
            }
        }
        #expect(error?.code == .deadlineExceeded)
        #expect(await eventually { service.seen.ended == 1 && service.seen.cancelled == 1 })
    }

    private func nameTheLimit(_ echo: Client<Echo>) async {
        let long = Text(text: String(repeating: "x", count: Limits.messageBytes))
        let request = await CallBehaviour.error {
            try await echo.collect { try await $0.write(long) }
        }
        #expect(request?.code == .resourceExhausted)
        #expect(request?.message.contains("a request of echo.collect") == true)
        // The request fits with its three bytes of head; the answer has one byte more.
        let most = Text(text: String(repeating: "x", count: Limits.messageBytes - 7))
        let response = await CallBehaviour.error {
            try await echo.chat { writer, responses in
                try await writer.write(most)
                return try await responses.next()
            }
        }
        #expect(response?.code == .resourceExhausted)
        #expect(response?.message.contains("a response of echo.chat") == true)
    }

    private func endWithHalfClose(_ echo: Client<Echo>) async throws {
        let error = try await echo.chat { writer, responses in
            writer.finish()
            return await CallBehaviour.error { try await writer.write(Text(text: "late")) }
        }
        #expect(error?.code == .failedPrecondition)
    }

    private func giveUpAWait(_ echo: Client<Echo>) async throws {
        let texts = try await echo.race(timeout: .seconds(60)) { writer, responses in
            var texts = [try await responses.next()?.text]
            try await writer.write(Text(text: "again"))
            texts.append(try await responses.next()?.text)
            writer.finish()
            texts.append(try await responses.next()?.text)
            return texts
        }
        #expect(texts == ["still here", "again", nil])
    }

    private func arriveWithMetadata(_ echo: Client<Echo>, _ service: EchoService) async throws {
        let person = Principal(tenantID: "acme", subject: "ada", role: .manager)
        let client = echo.acting(as: person)
        _ = try await client.collect(timeout: .seconds(60), metadata: ["a": "1"]) { _ in }
        let call = try #require(service.seen.calls.last)
        #expect(call.principal == person)
        #expect(call.metadata == ["a": "1"])
        #expect(call.method == "echo.collect")
        #expect(try #require(call.deadline).remaining < .seconds(60))
    }
}
