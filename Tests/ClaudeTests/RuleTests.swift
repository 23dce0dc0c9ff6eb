import Configuration
import Foundation
import Identifiers
import RPC
import Runtime
import Testing

@testable import Claude

/// What is decided without a network.
struct RuleTests {
    // MARK: - Errors and headers

    private static let errors: [(Int, String, Bool)] = [
        (400, "invalid_request_error", false), (401, "authentication_error", false),
        (402, "billing_error", false), (403, "permission_error", false),
        (404, "not_found_error", false), (409, "conflict_error", true),
        (413, "request_too_large", false), (429, "rate_limit_error", true),
        (500, "api_error", true), (504, "timeout_error", true), (529, "overloaded_error", true),
    ]

    @Test(arguments: errors)
    func everyErrorHasItsKind(_ status: Int, _ type: String, _ isPassing: Bool) throws {
        let kind = try #require(APIError.Kind(rawValue: type))
        let body = "{\"type\":\"error\",\"error\":{\"type\":\"\(type)\",\"message\":\"m\"}}"
        let none = ResponseHeaders(fields: [("request-id", "req_7")])
        for text in [body, "<html>Bad gateway</html>"] {
            let error = APIError(status: status, headers: none, body: Array(text.utf8), at: Date())
            #expect(error.kind == kind && error.isPassing == isPassing)
            #expect(error.requestID == "req_7")
        }
        let told = ResponseHeaders(fields: [("x-should-retry", isPassing ? "false" : "true")])
        let error = APIError(status: status, headers: told, body: [], at: Date())
        #expect(error.isPassing != isPassing)
    }

    @Test func aLimitOfMoneyIsNotAskedAgain() {
        let body = """
            {"type":"error","error":{"type":"rate_limit_error","message":"m",\
            "details":{"error_code":"enforced_spend_limit_reached"}}}
            """
        let error = APIError(
            status: 429, headers: ResponseHeaders(fields: []), body: Array(body.utf8), at: Date())
        #expect(error.kind == .rateLimit && !error.isPassing)
    }

    private static let waits: [([(String, String)], Duration?)] = [
        ([("retry-after", "7")], Duration.seconds(7)),
        ([("retry-after-ms", "250"), ("retry-after", "7")], .milliseconds(250)),
        ([("retry-after", "Sat, 21 Nov 2026 12:00:30 GMT")], .seconds(30)),
        ([("retry-after", "1.5")], .milliseconds(1_500)), ([("retry-after", "-1")], nil),
        ([("retry-after", "soon")], nil), ([("retry-after", "1e300")], .seconds(86_400)), ([], nil),
    ]

    @Test(arguments: waits)
    func theTimeToWaitIsReadInEveryForm(_ fields: [(String, String)], _ expected: Duration?) throws
    {
        let now = try #require(ISO8601DateFormatter().date(from: "2026-11-21T12:00:00Z"))
        let headers = ResponseHeaders(fields: fields.map { (name: $0.0, value: $0.1) })
        #expect(headers.retryAfter(at: now) == expected)
    }

    // MARK: - Retries

    @Test func retriesAreTwoWithinTheCallersTimeAndWaitAsAsked() {
        let passing = ClaudeFault.api(APIError(kind: .overloaded, status: 529))
        var schedule = RetrySchedule()
        #expect(
            schedule.failed(passing, chance: 0, left: .seconds(60)) == .retry(after: .seconds(0.5)))
        #expect(
            schedule.failed(passing, chance: 1, left: .seconds(60)) == .retry(after: .seconds(0.75))
        )
        #expect(schedule.failed(passing, chance: 0, left: .seconds(60)) == .giveUp)
        var asked = RetrySchedule()
        let later = ClaudeFault.api(
            APIError(kind: .rateLimit, status: 429, retryAfter: .seconds(20)))
        #expect(asked.failed(later, chance: 0, left: .seconds(2)) == .giveUp)
        #expect(asked.failed(later, chance: 0, left: .seconds(60)) == .retry(after: .seconds(20)))
    }

    private static let lasting: [ClaudeFault] = [
        ClaudeFault.timeout, .cancelled, .refused(category: nil), .cutShort(tokenCountMax: 5),
        .invalidAnswer("x"), .overBudget(.money), .busy(limit: 8), .resting(.seconds(1)),
        .notConfigured, .promptTooLong, .api(APIError(kind: .notFound, status: 404)),
    ]

    @Test(arguments: lasting)
    func whatWouldFailAgainIsNotTriedAgain(_ fault: ClaudeFault) {
        var schedule = RetrySchedule()
        #expect(schedule.failed(fault, chance: 0, left: .seconds(60)) == .giveUp)
    }

    // MARK: - The gate

    @Test func noMoreGoOutThanMayAndARestIsKept() {
        var gate = Gate(limit: 2)
        let now = Deadline.now
        #expect(gate.requested(at: now) == .go(isProbe: false))
        #expect(gate.requested(at: now) == .go(isProbe: false))
        #expect(gate.requested(at: now) == .refuse(.busy(limit: 2)))
        let limited = APIError(kind: .rateLimit, status: 429, retryAfter: .seconds(30))
        gate.ended(.api(limited), isProbe: false, at: now)
        gate.ended(nil, isProbe: false, at: now)
        #expect(gate.requested(at: now) == .refuse(.resting(.seconds(30))))
        #expect(
            gate.requested(at: now.advanced(by: .seconds(30))) == .go(isProbe: false))
    }

    @Test func anOutageIsLeftAloneUntilOneProbeComesBack() {
        var gate = Gate(limit: 8)
        var now = Deadline.now
        for _ in 0..<5 {
            #expect(gate.requested(at: now) == .go(isProbe: false))
            gate.ended(.timeout, isProbe: false, at: now)
        }
        #expect(gate.requested(at: now) == .refuse(.resting(.seconds(5))))
        now = now.advanced(by: .seconds(5))
        #expect(gate.requested(at: now) == .go(isProbe: true))
        #expect(gate.requested(at: now) != .go(isProbe: true))
        gate.ended(nil, isProbe: true, at: now)
        #expect(gate.requested(at: now) == .go(isProbe: false))
    }

    // MARK: - Money

    @Test func aModelHasThePriceOfItsDay() throws {
        let usage = Usage(input: 1_000, output: 200, cacheWrite: 100, cacheRead: 10_000)
        let prices: [(String, String, Int)] = [
            ("claude-haiku-5-5", "2026-11-21", 100 + 100 + 13 + 100),
            ("claude-sonnet-5-5", "2026-11-21", 2_000 + 2_000 + 250 + 1_000),
            ("claude-sonnet-5-5", "2026-09-15", 2_000 + 2_000 + 250 + 2_000),
            ("claude-opus-4-5-20251101", "2026-11-21", 5_000 + 5_000 + 625 + 5_000),
            ("claude-of-the-future", "2030-01-01", 10_000 + 10_000 + 1_250 + 10_000),
        ]
        for (model, day, expected) in prices {
            let price = ModelPrice.of(model, on: try #require(CalendarDate(day)))
            #expect(price.microdollars(for: usage) == expected, "\(model) on \(day)")
        }
        let long = Usage(input: 100_001)
        let day = try #require(CalendarDate("2026-11-21"))
        #expect(ModelPrice.of("claude-haiku-5-5", on: day).microdollars(for: long) == 50_001)
    }

    @Test func aBudgetHoldsForATenantAndADay() async throws {
        let ledger = MemoryLedger()
        let budget = Budget(tokens: 100, microdollars: 50)
        let day = try #require(CalendarDate("2026-11-21"))
        let next = try #require(CalendarDate("2026-11-22"))
        let (one, other) = (TenantID("one"), TenantID("other"))
        let some = Spend(tokens: 60, microdollars: 20)
        try await ledger.reserve(some, within: budget, of: one, on: day)
        await #expect(throws: ClaudeFault.overBudget(.tokens)) {
            try await ledger.reserve(some, within: budget, of: one, on: day)
        }
        await #expect(throws: ClaudeFault.overBudget(.money)) {
            try await ledger.reserve(
                Spend(tokens: 1, microdollars: 31), within: budget, of: one, on: day)
        }
        try await ledger.reserve(some, within: budget, of: other, on: day)
        await ledger.giveBack(Spend(tokens: 50, microdollars: 10), of: one, on: day)
        try await ledger.reserve(some, within: budget, of: one, on: day)
        #expect(ledger.spend(of: one, on: day) == Spend(tokens: 70, microdollars: 30))
        try await ledger.reserve(some, within: budget, of: one, on: next)
    }

    // MARK: - The cache

    @Test func aCacheThatDoesNotWorkIsNoticed() {
        var watch = CacheWatch()
        let now = Deadline.now
        #expect(watch.answered(1, Usage(cacheWrite: 2_000), at: now) == .write)
        #expect(watch.answered(1, Usage(cacheRead: 2_000), at: now) == .hit)
        #expect(watch.answered(1, Usage(input: 2_000), at: now) == .miss)
        #expect(watch.answered(2, Usage(input: 2_000), at: now) == .write)
        let later = now.advanced(by: .seconds(301))
        #expect(watch.answered(1, Usage(cacheWrite: 2_000), at: later) == .write)
    }

    // MARK: - Settings

    private func settings(_ values: [String: String]) throws -> ClaudeSettings {
        var reader = SettingsReader(
            ConfigReader(
                provider: InMemoryProvider(
                    values: Dictionary(
                        uniqueKeysWithValues: values.map {
                            (
                                AbsoluteConfigKey($0.key.split(separator: ".").map(String.init)),
                                .init(.string($0.value), isSecret: false)
                            )
                        }))))
        let settings = ClaudeSettings(from: &reader)
        try reader.finish()
        return settings
    }

    @Test func settingsHaveDefaultsAndTheKeyGoesNowhereInTheClear() throws {
        let usual = try settings([:])
        #expect(usual.key == nil && usual.baseURL == "https://api.anthropic.com")
        #expect(usual.models[.plan] == "claude-sonnet-5-5" && usual.efforts[.plan] == nil)
        let own = try settings([
            "anthropic.api.key": "k", "anthropic.base.url": "http://127.0.0.1:9/x/",
            "claude.role.play.model": "claude-x", "claude.analysis.effort": "none",
            "claude.daily.cents": "7",
        ])
        #expect(own.key == "k" && own.baseURL == "http://127.0.0.1:9/x")
        #expect(own.models[.rolePlay] == "claude-x" && own.efforts[.analysis] == nil)
        #expect(own.budget.microdollars == 70_000)
        for url in ["http://example.com", "ftp://example.com", "example"] {
            #expect(throws: SettingsFaults.self) { try settings(["anthropic.base.url": url]) }
        }
    }

    // MARK: - JSON

    @Test func jsonKeepsItsOrderAndEscapesWhatItMust() throws {
        let value = JSON.record([
            .init("z", .text("\"\\\n\u{1}ü😀")), .init("a", .list([.null, .boolean(true)])),
            .init("n", .number(0.5)), .init("i", .integer(-3)),
        ])
        let text = value.rendered
        #expect(text == "{\"z\":\"\\\"\\\\\\n\\u0001ü😀\",\"a\":[null,true],\"n\":0.5,\"i\":-3}")
        let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(read?["z"] as? String == "\"\\\n\u{1}ü😀")
    }
}
