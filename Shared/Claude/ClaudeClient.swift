import Foundation
import Identifiers
import Logging
import Outbound
import RPC
import Runtime
import Synchronization
import Telemetry

/// Asks Claude, within a tenant's budget, the caller's time and the API's limits.
///
///     let reply = try await claude.answer(prompt, as: PlanDraft.self, for: tenant)
///     let line = try await claude.write(prompt, for: tenant, within: .seconds(5))
///
/// Whoever asks has an answer of its own for every `ClaudeFault`.
package final class ClaudeClient: Sendable {
    package let settings: ClaudeSettings
    private let ledger: any SpendLedger
    private let exchange: MessageExchange
    private let clock: any WallClock
    private let logger: Logger
    private let gate: Mutex<Gate>
    private let watch = Mutex(CacheWatch())
    private let seenLimits = Mutex<[RateLimit]>([])

    package init(
        _ settings: ClaudeSettings, ledger: any SpendLedger, http: HTTPClient = HTTPClient(),
        clock: any WallClock, logger: Logger
    ) {
        self.settings = settings
        self.ledger = ledger
        self.clock = clock
        self.logger = logger
        exchange = MessageExchange(settings: settings, http: http)
        gate = Mutex(Gate(limit: settings.requestCountMax))
    }

    package var isConfigured: Bool { settings.key != nil }

    /// What the API last said of its limits.
    package var rateLimits: [RateLimit] { seenLimits.withLock { $0 } }

    // MARK: - Asking

    /// Text; `onText` sees it as it comes. What has been seen is not taken back: a stream that
    /// breaks off after that is not tried again.
    package func write(
        _ prompt: Prompt, for tenant: TenantID, within limit: Duration? = nil,
        onText: (@Sendable (String) -> Void)? = nil
    ) async throws(ClaudeFault) -> Reply<String> {
        let asked = Asked(prompt, settings, deadline: .after(limit ?? settings.patience))
        return try await counted(asked, tenant) { () async throws(ClaudeFault) in
            try await self.received(asked, tenant, onText).reply(\.text)
        }
    }

    /// An answer of a shape, its ranges checked; one that is not valid is sent back once.
    package func answer<Answer: ClaudeAnswer>(
        _ prompt: Prompt, as _: Answer.Type = Answer.self, for tenant: TenantID,
        within limit: Duration? = nil
    ) async throws(ClaudeFault) -> Reply<Answer> {
        var asked = Asked(prompt, settings, deadline: .after(limit ?? settings.patience))
        asked.request.schema = Answer.schema
        return try await counted(asked, tenant) { [asked] () async throws(ClaudeFault) in
            let first = try await self.received(asked, tenant, nil)
            let problem: String
            switch Self.read(first.message.text, as: Answer.self) {
            case .success(let answer): return first.reply { _ in answer }
            case .failure(let fault): problem = fault.problem
            }
            var second = try await self.received(
                asked.repairing(first.message.text, problem), tenant, nil)
            second.add(first)
            switch Self.read(second.message.text, as: Answer.self) {
            case .success(let answer): return second.reply { _ in answer }
            case .failure(let fault): throw .invalidAnswer(fault.problem)
            }
        }
    }

    private struct Unreadable: Error { let problem: String }

    private static func read<Answer: ClaudeAnswer>(
        _ text: String, as _: Answer.Type
    ) -> Result<Answer, Unreadable> {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(text.utf8)) else {
            return .failure(Unreadable(problem: "it is not JSON of the schema"))
        }
        if let fault = answer.fault { return .failure(Unreadable(problem: fault)) }
        return .success(answer)
    }

    // MARK: - One request

    private func counted<Content>(
        _ asked: Asked, _ tenant: TenantID,
        _ body: () async throws(ClaudeFault) -> Reply<Content>
    ) async throws(ClaudeFault) -> Reply<Content> {
        let start = Deadline.now
        let task = asked.task.rawValue
        do {
            let reply = try await body()
            Metric.claudeRequests.record(.now - start, task, "ok")
            return reply
        } catch {
            Metric.claudeRequests.record(.now - start, task, error.reason)
            logger.notice(
                "Claude did not answer",
                metadata: ["task": "\(task)", "tenant": "\(tenant)", "reason": "\(error)"])
            throw error
        }
    }

    /// Whether the caller has seen any of the text.
    private final class Shown: Sendable { let anything = Atomic(false) }

    /// A whole message that ended well.
    private func received(
        _ asked: Asked, _ tenant: TenantID, _ onText: (@Sendable (String) -> Void)?
    ) async throws(ClaudeFault) -> Received {
        guard isConfigured else { throw .notConfigured }
        var schedule = RetrySchedule()
        let shown = Shown()
        let show = onText.map { onText in
            { @Sendable (text: String) in
                shown.anything.store(true, ordering: .relaxed)
                onText(text)
            }
        }
        while true {
            do throws(ClaudeFault) {
                return try await attempt(asked, tenant, show)
            } catch {
                if shown.anything.load(ordering: .relaxed) { throw error }
                let action = schedule.failed(
                    error, chance: .random(in: 0...1), left: asked.deadline.remaining)
                guard case .retry(let wait) = action else { throw error }
                do { try await Task.sleep(for: wait) } catch { throw .cancelled }
            }
        }
    }

    private func attempt(
        _ asked: Asked, _ tenant: TenantID, _ onText: (@Sendable (String) -> Void)?
    ) async throws(ClaudeFault) -> Received {
        let isProbe: Bool
        switch gate.withLock({ $0.requested(at: .now) }) {
        case .refuse(let fault): throw fault
        case .go(let probes): isProbe = probes
        }
        do {
            let received = try await paid(asked, tenant, onText)
            gate.withLock { $0.ended(nil, isProbe: isProbe, at: .now) }
            return received
        } catch {
            gate.withLock { $0.ended(error, isProbe: isProbe, at: .now) }
            throw error
        }
    }

    private func paid(
        _ asked: Asked, _ tenant: TenantID, _ onText: (@Sendable (String) -> Void)?
    ) async throws(ClaudeFault) -> Received {
        let day = CalendarDate(
            daysSinceEpoch: Int(clock.now().microseconds / 86_400_000_000))
        let price = ModelPrice.of(asked.request.model, on: day)
        let reserved = asked.mostSpend(price)
        try await ledger.reserve(reserved, within: settings.budget, of: tenant, on: day)
        let outcome = await exchange.send(asked.request, until: asked.deadline, onText: onText)
        let cost = price.microdollars(for: outcome.usage)
        let spent = Spend(tokens: outcome.usage.total, microdollars: cost)
        await ledger.giveBack(reserved - spent, of: tenant, on: day)
        if !outcome.rateLimits.isEmpty { seenLimits.withLock { $0 = outcome.rateLimits } }
        let verdict = watched(asked, outcome)
        note(asked, tenant, outcome, cost, verdict)
        return Received(
            message: try outcome.result.get().finished(asked.request.maxTokens),
            usage: outcome.usage, microdollars: cost, requestID: outcome.requestID, cache: verdict)
    }

    private func watched(_ asked: Asked, _ outcome: MessageExchange.Outcome) -> CacheVerdict? {
        guard case .success = outcome.result else { return nil }
        return watch.withLock { $0.answered(asked.prefix, outcome.usage, at: .now) }
    }

    private func note(
        _ asked: Asked, _ tenant: TenantID, _ outcome: MessageExchange.Outcome, _ cost: Int,
        _ verdict: CacheVerdict?
    ) {
        let (usage, task) = (outcome.usage, asked.task.rawValue)
        for (kind, count) in [
            ("input", usage.input), ("output", usage.output), ("cache_read", usage.cacheRead),
            ("cache_write", usage.cacheWrite),
        ] where count > 0 { Metric.claudeTokens.add(count, task, kind) }
        if cost > 0 { Metric.claudeCost.add(cost, task) }
        if let verdict { Metric.claudeCache.add(1, task, verdict.rawValue) }
        logger.log(
            level: verdict == .miss ? .warning : .info, "Claude was asked",
            metadata: [
                "task": "\(task)", "tenant": "\(tenant)", "model": "\(asked.request.model)",
                "request_id": "\(outcome.requestID ?? "none")", "input_tokens": "\(usage.input)",
                "output_tokens": "\(usage.output)", "cache_read_tokens": "\(usage.cacheRead)",
                "cache": "\(verdict?.rawValue ?? "unknown")", "microdollars": "\(cost)",
            ])
    }
}
