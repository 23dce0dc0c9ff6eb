import Identifiers

/// Where a coaching session is in its life, and how long it has coached.
///
///     active ◀──pause/resume──▶ paused
///       │ stop                    │ stop        completed
///       ├──────── fell silent ────┴────────▶    completed
///       └────────── cancel ────────────────▶    cancelled
///
/// Repeating what is already so is late but legal and records nothing. What the state does not
/// allow is the caller's fault: a typed error, and nothing changes.
package struct SessionLifeCycle: Hashable, Sendable {
    package private(set) var status: CoachingSessionStatus
    package let startedAt: Instant
    package private(set) var endedAt: Instant?
    /// Time coached in the stretches that are over.
    package private(set) var coachedBefore: Duration
    /// Since when the running stretch coaches; nil while none runs.
    package private(set) var coachingSince: Instant?

    /// What the driver has to do.
    package enum Action: Hashable, Sendable {
        /// Store the new state and publish it.
        case record
        /// It is already so.
        case nothing
    }

    /// A session that starts.
    package init(startedAt: Instant) {
        self.init(
            status: .active, startedAt: startedAt, endedAt: nil, coachedBefore: .zero,
            coachingSince: startedAt)
    }

    /// A session as it was stored.
    package init(
        status: CoachingSessionStatus, startedAt: Instant, endedAt: Instant?,
        coachedBefore: Duration, coachingSince: Instant?
    ) {
        self.status = status
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.coachedBefore = coachedBefore
        self.coachingSince = coachingSince
    }
}

extension SessionLifeCycle {
    /// The agent asked for coaching and has this session already: a paused one runs again.
    package mutating func startRequested(at now: Instant) throws(SessionError) -> Action {
        try resumed(at: now)
    }

    package mutating func paused(at now: Instant) throws(SessionError) -> Action {
        switch status {
        case .active:
            endStretch(at: now)
            status = .paused
            return .record
        case .paused:
            return .nothing
        case .completed, .cancelled:
            throw .ended(status, attempt: .paused)
        }
    }

    package mutating func resumed(at now: Instant) throws(SessionError) -> Action {
        switch status {
        case .paused:
            coachingSince = now
            status = .active
            return .record
        case .active:
            return .nothing
        case .completed, .cancelled:
            throw .ended(status, attempt: .active)
        }
    }

    package mutating func stopped(at now: Instant) throws(SessionError) -> Action {
        try ended(as: .completed, at: now)
    }

    package mutating func cancelled(at now: Instant) throws(SessionError) -> Action {
        try ended(as: .cancelled, at: now)
    }

    /// Nobody has been heard since `last`: the session was over then, and what came after was no
    /// coaching. One that ended by other means stays as it ended.
    package mutating func fellSilent(since last: Instant) -> Action {
        switch status {
        case .active, .paused:
            // A pause that followed the last word came no earlier than this.
            let end = max(last, startedAt + coachedBefore)
            endStretch(at: end)
            status = .completed
            endedAt = end
            return .record
        case .completed, .cancelled:
            return .nothing
        }
    }

    /// Time coached until `now`, pauses left out.
    package func coachedTime(at now: Instant) -> Duration {
        guard let coachingSince else { return coachedBefore }
        return coachedBefore + max(.zero, now - coachingSince)
    }

    private mutating func ended(
        as end: CoachingSessionStatus, at now: Instant
    ) throws(SessionError) -> Action {
        switch status {
        case .active, .paused:
            endStretch(at: now)
            status = end
            endedAt = max(now, startedAt)
            return .record
        case end:
            return .nothing
        case .completed, .cancelled:
            throw .ended(status, attempt: end)
        }
    }

    private mutating func endStretch(at now: Instant) {
        coachedBefore = coachedTime(at: now)
        coachingSince = nil
    }
}

/// Why a session's state does not allow what was asked.
package enum SessionError: Error, Hashable, Sendable {
    /// The session is over, as its status says; `attempt` is the status that was asked for.
    case ended(CoachingSessionStatus, attempt: CoachingSessionStatus)
}
