import Identifiers
import Logging
import Runtime
import ServiceLifecycle

/// Looks after what nobody asks for: sessions that fell silent, agents who decline, and
/// weeks that are over.
struct Watch: Service {
    /// A session closes a minute late at most.
    static let silenceInterval = Duration.seconds(60)
    /// Whole days are looked at, so a day's first look is the one that counts, in every zone.
    static let declineInterval = Duration.seconds(3_600)
    /// Monday's letter is a quarter of an hour late at most.
    static let courierInterval = Duration.seconds(900)

    let silence: SilenceWatch
    let declines: DeclineWatch
    let courier: WeekCourier
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await every(Self.silenceInterval, silence.look) }
                group.addTask { await every(Self.declineInterval, declines.look) }
                group.addTask { await every(Self.courierInterval, courier.look) }
            }
        }
    }

    /// Looks again and again until it is cancelled; what fails is tried again in the next round.
    private func every(
        _ interval: Duration, _ look: @Sendable (Instant) async throws -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await look(now())
            } catch {
                logger.warning("a round of the watch failed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: interval)
        }
    }
}
