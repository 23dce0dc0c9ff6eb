/// The credit that this side has granted its peer, on one stream or on a whole connection.
///
/// A frame's charge is `available` until it arrives, `queued` until it is consumed, `returning`
/// until a CREDIT frame announces it: the three always sum to the window.
package struct ReceiveCredit: Sendable {
    package let window: Int
    package private(set) var available: Int
    package private(set) var queued = 0
    package private(set) var returning = 0

    package init(window: Int) {
        self.window = window
        available = window
    }

    /// What a DATA frame of `byteCount` costs.
    package static func charge(for byteCount: Int) -> Int { max(byteCount, Limits.smallestCharge) }

    /// A frame arrived; false when the peer had no credit for it.
    package mutating func arrived(_ charge: Int) -> Bool {
        guard charge <= available else { return false }
        available -= charge
        queued += charge
        checkSum()
        return true
    }

    /// Frames worth `charge` were consumed, or nobody will ever consume them.
    ///
    /// Returns what a CREDIT frame should announce now; 0 while it is too little for a frame of
    /// its own. Half a window is announced at the latest, so a sender never starves.
    package mutating func released(_ charge: Int) -> Int {
        assert(charge <= queued, "only what is queued can be released")
        queued -= charge
        returning += charge
        checkSum()
        guard returning >= window / 2 || available < Limits.smallestCharge else { return 0 }
        let grant = returning
        available += grant
        returning = 0
        checkSum()
        return grant
    }

    private func checkSum() {
        assert(available + queued + returning == window, "credit was made or lost")
        assert(available >= 0 && queued >= 0 && returning >= 0)
    }
}
