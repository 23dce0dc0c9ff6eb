import GatewayDomain
import Identifiers
import NIOCore

/// The times and sizes of a live socket.
struct LivePace: Sendable {
    /// Often enough that a proxy does not drop the connection as idle (the usual limit is 60 s).
    static let pingEveryByDefault = TimeAmount.seconds(20)

    var pingEvery = pingEveryByDefault
    /// Three pings without a word: the browser is gone, or does not read.
    var silentAfter = TimeAmount.seconds(65)
    /// For the close frame to go out.
    var closesWithin = TimeAmount.seconds(2)
    /// Events in one write: about 64 KiB, one channel watermark.
    var entriesPerWrite = 64
    /// Praise that comes later than that for something done is found on the page of achievements.
    var unlockFreshFor = Duration.seconds(15 * 60)
    var now: @Sendable () -> Instant
    /// Whether the person has signed out since.
    var isEnded: @Sendable (SignInID) -> Bool = { _ in false }

    /// Whether what was earned is still worth interrupting somebody for.
    func isNews(_ event: LiveEvent) -> Bool {
        guard case .unlocked(let unlock) = event else { return true }
        return now() - unlock.at < unlockFreshFor
    }
}
