import NIOCore
import RPC

/// One accepted connection and how long it may live.
///
///     accepted ──HELLO──▶ open ──age, or renewal──▶ retiring ──grace──▶ closed
///
/// Retiring is a drain of one connection: the client goes elsewhere, calls end normally, and what
/// still runs after `connectionAgeGrace` is given up. Confined to the connection's loop, hence the
/// unchecked `Sendable`.
final class AcceptedConnection: @unchecked Sendable {
    let connection: ServerConnection
    private let limits: Limits
    private var timer: Scheduled<Void>?
    private var due: Deadline?
    private var isRetiring = false
    /// HELLO has come.
    private(set) var isKnown = false

    init(_ connection: ServerConnection, limits: Limits) {
        self.connection = connection
        self.limits = limits
    }

    func opened() {
        isKnown = true
        retire(after: limits.connectionAge(chance: .random(in: 0..<1)))
    }

    /// The certificates have changed: the peer should come back with a new handshake.
    func renew() { retire(after: limits.renewalSpread * Double.random(in: 0..<1)) }

    func closed() {
        timer?.cancel()
        timer = nil
        isRetiring = true
    }

    /// Retires in `time`, unless it does so earlier.
    private func retire(after time: Duration) {
        let moment = Deadline.after(time)
        guard !isRetiring, moment < due ?? moment.advanced(by: .nanoseconds(1)) else { return }
        timer?.cancel()
        due = moment
        timer = connection.loop.scheduleTask(deadline: moment.nio) { [weak self] in
            self?.retire()
        }
    }

    private func retire() {
        isRetiring = true
        connection.startDrain()
        timer = connection.loop.scheduleTask(in: limits.connectionAgeGrace.amount) { [weak self] in
            self?.connection.endNow()
        }
    }
}

extension Limits {
    /// `connectionAge`, a tenth shorter at a `chance` of 0 and a tenth longer at 1, so that
    /// connections that were made together do not come back together.
    package func connectionAge(chance: Double) -> Duration { connectionAge * (0.9 + 0.2 * chance) }

    /// How long the kernel keeps sending to a peer that acknowledges nothing: what PING allows.
    package var userTimeout: Duration { pingInterval + pingTimeout }
}
