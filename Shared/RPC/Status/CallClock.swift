/// Keeps the time of one call on the calling side; its stall ledger follows from that.
///
///     began ─▶ waits for a connection ─▶ opened ─▶ (blocked ─▶ unblocked)* ─▶ ended
///                        ▲                  │
///                        └── lost, tried again
///
/// In plain nanoseconds, since every call has one.
package struct CallClock: Sendable {
    package let began: Deadline
    private var connect: Int64 = 0
    private var tls: Int64 = 0
    private var slot: Int64 = 0
    private var credit: Int64 = 0
    /// With peers on which the call was lost.
    private var lost: Int64 = 0
    private var openedAt: Deadline?
    private var blockedAt: Deadline?

    package init(at began: Deadline) { self.began = began }

    /// The call waited for a connection from `start` on; TCP was up at `connected`, if ever.
    package mutating func waited(from start: Deadline, connected: Deadline?, until now: Deadline) {
        let secured = max(start, min(connected ?? now, now))
        connect += secured.nanoseconds(since: start)
        tls += now.nanoseconds(since: secured)
    }

    /// The call waited for the peer to have room for it.
    package mutating func waitedForSlot(from start: Deadline, until now: Deadline) {
        slot += now.nanoseconds(since: start)
    }

    /// The REQUEST is written, or its beginning.
    package mutating func opened(at now: Deadline) { openedAt = now }

    /// How long the peer has had the REQUEST; zero while none is written.
    package func timeWithPeer(at now: Deadline) -> Duration { openedAt.map { now - $0 } ?? .zero }

    /// The attempt failed; another one follows.
    package mutating func attemptFailed(at now: Deadline) {
        unblocked(at: now)
        if let openedAt { lost += now.nanoseconds(since: openedAt) }
        openedAt = nil
    }

    /// What this side has to send waits for credit.
    package mutating func blocked(at now: Deadline) { blockedAt = blockedAt ?? now }

    /// Nothing waits for credit any more.
    package mutating func unblocked(at now: Deadline) {
        if let blockedAt { credit += now.nanoseconds(since: blockedAt) }
        blockedAt = nil
    }

    /// The whole ledger, with what the serving side `told`.
    ///
    /// `streams` when this side sends while the handler runs: its credit is then part of that.
    package func ledger(at now: Deadline, told: StallLedger, streams: Bool) -> StallLedger {
        let blocked = credit + (blockedAt.map { now.nanoseconds(since: $0) } ?? 0)
        let open = openedAt.map { now.nanoseconds(since: $0) } ?? 0
        let ours = now.nanoseconds(since: began) - connect - tls - slot - lost - open
        let explained =
            (streams ? 0 : blocked)
            + (Int64(told.queueMicroseconds) + Int64(told.handlerMicroseconds)) * 1_000
        return StallLedger(
            queueMicroseconds: told.queueMicroseconds.adding(ours),
            connectMicroseconds: UInt32(0).adding(connect),
            tlsMicroseconds: UInt32(0).adding(tls), slotMicroseconds: UInt32(0).adding(slot),
            creditMicroseconds: told.creditMicroseconds.adding(blocked),
            handlerMicroseconds: told.handlerMicroseconds, poolMicroseconds: told.poolMicroseconds,
            peerMicroseconds: UInt32(0).adding(max(0, open - explained) + lost))
    }
}

extension UInt32 {
    /// Microseconds and nanoseconds together; the most is an hour and eleven minutes.
    fileprivate func adding(_ nanoseconds: Int64) -> UInt32 {
        UInt32(clamping: Int64(self) + nanoseconds / 1_000)
    }
}

extension Deadline {
    /// As a stall ledger keeps it; 0 when `earlier` is not.
    package func ledgerMicroseconds(since earlier: Deadline) -> UInt32 {
        guard self > earlier else { return 0 }
        return UInt32(clamping: (uptimeNanoseconds - earlier.uptimeNanoseconds) / 1_000)
    }
}
