import CoachingDomain
import Identifiers
import Postgres
import Runtime
import ServiceLifecycle

/// Delivers notifications for as long as the service runs.
///
/// Each channel has a deliverer of its own: one that hangs delays nothing of another.
struct NotificationDesk: Service {
    /// What became due, or was left by another replica, is looked for so often.
    static let looksEvery = Duration.seconds(1)

    let database: Database
    let deliverers: [Deliverer]

    /// Each channel: one that is down delays its own letters and nothing else.
    var softDependencies: [SoftDependency] {
        deliverers.map { deliverer in
            SoftDependency(deliverer.channel.rawValue) {
                deliverer.standing.words(at: deliverer.now())
            }
        }
    }

    func run() async {
        let bells = deliverers.map { _ in
            AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        }
        let ring: @Sendable () -> Void = { for bell in bells { bell.continuation.yield() } }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for (deliverer, bell) in zip(deliverers, bells) {
                    group.addTask { await deliverer.run(at: bell.stream) }
                }
                group.addTask {
                    for await _ in database.listen(to: NotificationOutbox.announcements) { ring() }
                }
                group.addTask {
                    while !Task.isCancelled {
                        ring()
                        try? await Task.sleep(for: Self.looksEvery)
                    }
                }
            }
        }
    }
}
