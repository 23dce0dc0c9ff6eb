import CoachingDomain
import Foundation
import Identifiers
import Logging
import Postgres
import Telemetry

/// What carries letters by one channel.
protocol Carrier: Sendable {
    /// Tries once. It may be tried again though it was delivered, when a replica dies in between, so
    /// the letter's id goes along wherever the other side can tell a repeat by it.
    func carry(_ letter: Letter) async -> DeliveryOutcome
}

/// Delivers what one channel's outbox holds.
struct Deliverer: Sendable {
    /// At the same time by one channel; a mail server takes as many connections from one sender.
    static let carriedCountMax = 8
    /// Longer than a try lasts: then the replica that had it is gone.
    static let leaseLives = Duration.seconds(120)

    let channel: NotificationChannel
    let carrier: any Carrier
    let policy: DeliveryPolicy
    let store: DeliveryStore
    let logger: Logger
    let now: @Sendable () -> Instant
    let standing = ChannelStanding()

    /// Delivers at each ring, until the rings end.
    func run(at rings: AsyncStream<Void>) async {
        for await _ in rings {
            while !Task.isCancelled, await deliverSome() {}
        }
    }

    /// False when nothing more is due.
    func deliverSome() async -> Bool {
        do {
            let now = now()
            let letters = try await store.claim(
                channel, Self.carriedCountMax, until: now + Self.leaseLives, at: now)
            await withTaskGroup(of: Void.self) { group in
                for letter in letters { group.addTask { await deliver(letter) } }
            }
            return letters.count == Self.carriedCountMax
        } catch {
            logger.debug("cannot look for notifications now", metadata: ["why": "\(error)"])
            return false
        }
    }

    private func deliver(_ letter: Letter) async {
        do {
            let minute = letter.reach.minuteOfDay(at: now())
            switch policy.timing(
                of: letter.priority, by: channel, quiet: letter.reach.quiet, at: minute)
            {
            case .later(let wait): try await store.hold(letter, until: now() + wait)
            case .now: try await settle(letter, await carry(letter))
            }
        } catch {
            // Its lease runs out, and it is tried again.
            logger.warning(
                "a notification is in doubt",
                metadata: ["notification": "\(letter.id)", "why": "\(error)"])
        }
    }

    private func carry(_ letter: Letter) async -> DeliveryOutcome {
        standing.began(letter.id, at: now())
        let outcome = await carrier.carry(letter)
        if case .unavailable(let fault, _) = outcome {
            standing.ended(letter.id, fault: fault)
        } else {
            standing.ended(letter.id, fault: nil)
        }
        return outcome
    }

    private func settle(_ letter: Letter, _ outcome: DeliveryOutcome) async throws {
        let verdict = policy.verdict(on: outcome, try: letter.tries)
        Metric.notifications.add(1, channel.rawValue, verdict.word)
        if !outcome.fault.isEmpty {
            logger.notice(
                "a notification was not delivered",
                metadata: [
                    "notification": "\(letter.id)", "channel": "\(channel.rawValue)",
                    "why": "\(outcome.fault)",
                ])
        }
        let session = store.database.scoped(to: .tenant(letter.tenant))
        switch verdict {
        case .delivered:
            guard case .delivered(let reference) = outcome else { return }
            try await store.settle(
                letter, .delivered, reference: reference, fault: "", at: now(), in: session)
        case .bounced:
            try await store.settle(
                letter, .bounced, reference: "", fault: outcome.fault, at: now(), in: session)
        case .failed:
            try await store.settle(
                letter, .failed, reference: "", fault: outcome.fault, at: now(), in: session)
        case .retry(let wait):
            try await store.postpone(letter, to: now() + wait, fault: outcome.fault)
        }
    }
}

extension Reach {
    /// What the recipient's clock shows; UTC's where their zone is not known here.
    func minuteOfDay(at now: Instant) -> Int {
        let seconds = now.microseconds / 1_000_000
        let zone = TimeZone(identifier: timeZone)
        let offset = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) ?? 0
        return Int((seconds + Int64(offset)) / 60 % 1_440)
    }
}

extension DeliveryPolicy.Verdict {
    fileprivate var word: String {
        switch self {
        case .delivered: "delivered"
        case .bounced: "bounced"
        case .retry: "retry"
        case .failed: "failed"
        }
    }
}
