import GatewayDomain
import Identifiers
import Logging
import NIOConcurrencyHelpers
import ServiceLifecycle

/// Hands on what is in the inbox, for as long as the gateway runs.
///
/// A few lanes at a time and each by itself: one that waits for a slow service delays only its own.
/// What has piled up in a lane is claimed and settled together, so the more there is to do, the less
/// each costs.
struct WebhookCourier: Service {
    /// At the same time; Coaching's own admission is above it.
    static let laneCountMax = 64
    /// Of one lane at once: beyond it a claim's share in the cost of each is small.
    static let runLengthMax = 32
    /// Longer than a run and the last try with all its waits: then the replica that had it is gone.
    static let leaseLives = Duration.seconds(30)
    /// Nothing more of a run is begun after this time.
    static let runLives = Duration.seconds(15)
    /// What other replicas left, and what became due, is looked for so often.
    static let looksEvery = Duration.milliseconds(500)

    let store: WebhookStore
    let handling: WebhookHandling
    let bell: WebhookBell
    let logger: Logger
    let now: @Sendable () -> Instant
    private let free = NIOLockedValueBox(Self.laneCountMax)

    init(
        store: WebhookStore, handling: WebhookHandling, bell: WebhookBell, logger: Logger,
        now: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        self.handling = handling
        self.bell = bell
        self.logger = logger
        self.now = now
    }

    func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await ringNowAndThen() }
                for await _ in bell.rings {
                    while await handOn(in: &group) {}
                }
            }
        }
    }

    private func ringNowAndThen() async {
        while !Task.isCancelled {
            bell.ring()
            try? await Task.sleep(for: Self.looksEvery)
        }
    }

    /// False when nothing more is to be done now.
    private func handOn(in group: inout DiscardingTaskGroup) async -> Bool {
        let room = free.withLockedValue { $0 }
        guard room > 0, !Task.isCancelled else { return false }
        let runs: [WebhookStore.Run]
        let now = now()
        do {
            runs = try await store.claim(
                room, runLength: Self.runLengthMax, until: now + Self.leaseLives, at: now)
        } catch {
            logger.debug("cannot look for webhooks now", metadata: ["why": "\(error)"])
            return false
        }
        free.withLockedValue { $0 -= runs.count }
        for run in runs {
            group.addTask {
                await handling.handle(run, until: now + Self.runLives)
                free.withLockedValue { $0 += 1 }
                // The next of its lane may go now.
                bell.ring()
            }
        }
        return !runs.isEmpty
    }
}
