import Foundation
import Identifiers
import LocalClaude
import Logging
import RPC
import Runtime
import Synchronization
import Testing

@testable import Claude

/// The client against a server that Anthropic's SDK takes for the real one.
@Suite(.serialized)
struct ClientTests {
    private static let tenant = TenantID("acme")
    private static let day = CalendarDate(daysSinceEpoch: 20_000)

    private struct Noon: WallClock {
        func now() -> Instant { Instant(microseconds: 20_000 * 86_400_000_000) }
    }

    private struct Verdict: ClaudeAnswer, Equatable {
        var score: Int
        static let schema = AnswerSchema.record([.init("score", .integer, "0 to 100")])
        var fault: String? { (0...100).contains(score) ? nil : "score must be 0 to 100" }
    }

    private func claude(
        _ server: LocalClaude, _ path: String = "", ledger: any SpendLedger = MemoryLedger(),
        _ change: (inout ClaudeSettings) -> Void = { _ in }
    ) -> ClaudeClient {
        var settings = ClaudeSettings(key: LocalClaude.key)
        settings.baseURL = server.url(path)
        change(&settings)
        return ClaudeClient(
            settings, ledger: ledger, clock: Noon(), logger: Logger(label: "test"))
    }

    private func prompt(_ task: ClaudeTask = .analysis, words: Int = 1_500) -> Prompt {
        let instructions = String(repeating: "Judge it. ", count: words)
        return Prompt(task, instructions: instructions, turns: [Turn(.user, "Hello")])
    }

    private func failure(_ body: () async throws -> Void) async -> ClaudeFault? {
        do {
            try await body()
            return nil
        } catch {
            return error as? ClaudeFault
        }
    }

    // MARK: - Answers

    @Test func aRequestIsWhatTheAPITakesAndItsAnswerIsRead() async throws {
        try await LocalClaude.running { server in
            server.answer(.say("Fine.", thinking: "hm"))
            let reply = try await claude(server).write(prompt(.plan), for: Self.tenant)
            #expect(reply.content == "Fine." && reply.model == "claude-sonnet-5-5")
            #expect(reply.requestID?.hasPrefix("req_local_") == true)
            let request = try #require(server.requests.first)
            #expect(request[header: "anthropic-version"] == "2026-10-21")
            #expect(request[header: "x-api-key"] == LocalClaude.key)
            #expect(request.turns == ["Hello"] && !request.isStreamed)
        }
    }

    @Test func anAnswerOfAShapeIsAskedForAndRead() async throws {
        try await LocalClaude.running { server in
            server.answer(.say("{\"score\":71}"))
            let reply = try await claude(server).answer(
                prompt(), as: Verdict.self, for: Self.tenant)
            #expect(reply.content == Verdict(score: 71))
            #expect(server.requests[0].schema?.contains("\"additionalProperties\":false") == true)
            #expect(server.requests[0].body.contains("\"effort\":\"low\""))
        }
    }

    @Test func textIsSeenAsItComes() async throws {
        try await LocalClaude.running { server in
            server.answer(.say("one two three", thinking: "hm"))
            let pieces = Pieces()
            let reply = try await claude(server).write(prompt(), for: Self.tenant) {
                pieces.add($0)
            }
            #expect(pieces.all == ["one", " two", " three"])
            #expect(reply.content == "one two three" && reply.usage.output > 0)
        }
    }

    private final class Pieces: Sendable {
        private let pieces = Mutex<[String]>([])
        var all: [String] { pieces.withLock { $0 } }
        func add(_ piece: String) { pieces.withLock { $0.append(piece) } }
    }

    // MARK: - The cache

    @Test func instructionsAreReadFromTheCacheFromTheSecondTimeOn() async throws {
        try await LocalClaude.running { server in
            let client = claude(server)
            let first = try await client.write(prompt(), for: Self.tenant)
            #expect(first.usage.cacheWrite > 1_024 && first.cache == .write)
            let second = try await client.write(prompt(), for: TenantID("other"))
            #expect(second.usage.cacheRead == first.usage.cacheWrite && second.cache == .hit)
            #expect(second.microdollars < first.microdollars)
        }
    }

    @Test func instructionsTooShortForTheCacheAreNoticed() async throws {
        try await LocalClaude.running { server in
            let client = claude(server)
            _ = try await client.write(prompt(words: 3), for: Self.tenant)
            let second = try await client.write(prompt(words: 3), for: Self.tenant)
            #expect(second.usage.cacheRead == 0 && second.cache == .miss)
        }
    }

    // MARK: - Invalid answers

    @Test(arguments: ["{\"score\":140}", "{\"grade\":1}", "I cannot say.", ""])
    func anInvalidAnswerIsRepairedOnce(_ text: String) async throws {
        try await LocalClaude.running { server in
            server.answer(.say(text), .say("{\"score\":40}"))
            let reply = try await claude(server).answer(
                prompt(), as: Verdict.self, for: Self.tenant)
            #expect(reply.content.score == 40)
            #expect(server.requests.count == 2 && server.requests[1].turns.count == 3)
            #expect(server.requests[1].turns[2].contains("not valid"))
            // Both are paid for.
            #expect(reply.usage.output > 3)
            server.answer(.say(text))
            let fault = await failure {
                _ = try await claude(server).answer(prompt(), as: Verdict.self, for: Self.tenant)
            }
            guard case .invalidAnswer = fault else {
                Issue.record("\(String(describing: fault))")
                return
            }
            #expect(server.requests.count == 4)
        }
    }

    // MARK: - Failures

    private static let errors: [(Int, String, Int)] = [
        (400, "invalid_request_error", 1), (401, "authentication_error", 1),
        (402, "billing_error", 1), (403, "permission_error", 1), (404, "not_found_error", 1),
        (409, "conflict_error", 3), (413, "request_too_large", 1), (429, "rate_limit_error", 3),
        (500, "api_error", 3), (504, "timeout_error", 3), (529, "overloaded_error", 3),
    ]

    @Test(arguments: errors)
    func everyErrorIsTypedAndOnlyAPassingOneIsAskedAgain(
        _ status: Int, _ type: String, _ count: Int
    ) async throws {
        try await LocalClaude.running { server in
            server.answer(.fail(status, type: type, headers: [("retry-after-ms", "1")]))
            let fault = await failure {
                _ = try await claude(server).write(prompt(), for: Self.tenant)
            }
            guard case .api(let error) = fault else {
                Issue.record("\(String(describing: fault))")
                return
            }
            #expect(error.kind.rawValue == type && error.status == status)
            #expect(error.requestID?.hasPrefix("req_local_") == true)
            #expect(server.requests.count == count)
        }
    }

    @Test func aPassingErrorPassesAndMoneyIsSpentForTheAnswerOnly() async throws {
        try await LocalClaude.running { server in
            server.answer(
                .fail(529, type: "overloaded_error", headers: [("retry-after-ms", "1")]),
                .page(502, "<html>"), .say("Here."))
            let ledger = MemoryLedger()
            let reply = try await claude(server, ledger: ledger).write(prompt(), for: Self.tenant)
            #expect(reply.content == "Here.")
            let spend = Spend(tokens: reply.usage.total, microdollars: reply.microdollars)
            #expect(ledger.spend(of: Self.tenant, on: Self.day) == spend)
        }
    }

    @Test func nobodyWaitsLongerThanTheyWant() async throws {
        try await LocalClaude.running { server in
            server.answer(.silence)
            let silent = await failure {
                _ = try await claude(server).write(
                    prompt(), for: Self.tenant, within: .milliseconds(200))
            }
            #expect(silent == .timeout)
            server.answer(.fail(429, type: "rate_limit_error", headers: [("retry-after", "60")]))
            let client = claude(server)
            let limited = await failure {
                _ = try await client.write(prompt(), for: Self.tenant, within: .seconds(20))
            }
            #expect(limited?.reason == "rate_limit_error")
            // The API asked for a minute: it is not even asked.
            let count = server.requests.count
            let resting = await failure {
                _ = try await client.write(prompt(), for: Self.tenant)
            }
            #expect(resting?.reason == "resting" && server.requests.count == count)
        }
    }

    private static let stops: [(String, ClaudeFault)] = [
        ("refusal", ClaudeFault.refused(category: "general_harms")),
        ("max_tokens", .cutShort(tokenCountMax: 2_048)),
        ("model_context_window_exceeded", .promptTooLong),
        ("pause_turn", .broken("it stopped for pause_turn")),
    ]

    @Test(arguments: stops)
    func anAnswerThatIsNotWholeIsNoAnswer(_ stop: String, _ expected: ClaudeFault) async throws {
        try await LocalClaude.running { server in
            server.answer(.say("{}", stop: stop))
            let whole = await failure {
                _ = try await claude(server).write(prompt(), for: Self.tenant)
            }
            let streamed = await failure {
                _ = try await claude(server).write(prompt(), for: Self.tenant) { _ in }
            }
            #expect(whole == expected && streamed == expected)
        }
    }

    private static let brokenStreams: [(String, String)] = [
        (Streams.start + Streams.block, "broken_answer"), ("", "broken_answer"),
        (Streams.start + Streams.block + Streams.error, "overloaded_error"),
        ("event: message_start\ndata: {\n\n", "broken_answer"),
    ]

    @Test(arguments: brokenStreams)
    func aBrokenStreamIsTypedAndWhatWasSeenIsNotSaidTwice(
        _ body: String, _ reason: String
    ) async throws {
        try await LocalClaude.running { server in
            server.answer(.raw(body))
            let pieces = Pieces()
            let fault = await failure {
                _ = try await claude(server).write(prompt(), for: Self.tenant) { pieces.add($0) }
            }
            #expect(fault?.reason == reason)
            let hasSeen = body.contains("text_delta")
            #expect(pieces.all == (hasSeen ? ["Hi"] : []))
            #expect(server.requests.count == (hasSeen ? 1 : 3))
        }
    }

    @Test func aConnectionThatEndsOrIsNotThereIsTyped() async throws {
        let gone = try await LocalClaude.running { server in
            server.answer(.hangUp)
            let fault = await failure {
                _ = try await claude(server).write(prompt(), for: Self.tenant)
            }
            #expect(fault?.reason == "broken_answer")
            return server.url()
        }
        var settings = ClaudeSettings(key: "k")
        settings.baseURL = gone
        let client = ClaudeClient(
            settings, ledger: MemoryLedger(), clock: Noon(), logger: Logger(label: "test"))
        let fault = await failure { _ = try await client.write(prompt(), for: Self.tenant) }
        #expect(fault?.reason == "unreachable")
    }

    // MARK: - Limits of ours

    @Test func withoutAKeyNothingGoesOut() async throws {
        let client = ClaudeClient(
            ClaudeSettings(), ledger: MemoryLedger(), clock: Noon(), logger: Logger(label: "test"))
        let fault = await failure { _ = try await client.write(prompt(), for: Self.tenant) }
        #expect(fault == .notConfigured && !client.isConfigured)
    }

    @Test func aTenantWithoutBudgetAsksNothing() async throws {
        try await LocalClaude.running { server in
            let client = claude(server) {
                $0.budget = Budget(tokens: 20_000, microdollars: 10_000_000)
            }
            _ = try await client.write(prompt(), for: Self.tenant)
            let over = await failure {
                _ = try await client.write(prompt(words: 2_500), for: Self.tenant)
            }
            #expect(over == .overBudget(.tokens))
            _ = try await client.write(prompt(), for: TenantID("other"))
            #expect(server.requests.count == 2)
            let poor = claude(server) { $0.budget = Budget(tokens: 1 << 30, microdollars: 1) }
            let money = await failure { _ = try await poor.write(prompt(), for: Self.tenant) }
            #expect(money == .overBudget(.money))
        }
    }

    @Test func noMoreRequestsAreUnderWayThanMay() async throws {
        try await LocalClaude.running { server in
            server.answer(.silence)
            let client = claude(server) { $0.requestCountMax = 2 }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        _ = try? await client.write(
                            prompt(), for: Self.tenant, within: .seconds(60))
                    }
                }
                while server.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
                let fault = await failure {
                    _ = try await client.write(prompt(), for: Self.tenant)
                }
                #expect(fault == .busy(limit: 2))
                group.cancelAll()
            }
        }
    }

    @Test func whatTheAPISaysOfItsLimitsIsKept() async throws {
        try await LocalClaude.running { server in
            let client = claude(server)
            _ = try await client.write(prompt(), for: Self.tenant)
            let reset = Instant("2026-11-21T12:00:00Z")
            #expect(
                client.rateLimits.first
                    == RateLimit(kind: .requests, limit: 50, remaining: 49, reset: reset))
        }
    }
}
