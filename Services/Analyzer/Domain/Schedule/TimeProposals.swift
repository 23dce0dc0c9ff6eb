import Identifiers

/// A time, and when it was said: `tomorrow` means another day a day later.
struct ProposedTime: Hashable, Sendable {
    var time: SpokenTime
    var saidAt: Instant

    func due(in zone: LocalZone) -> DueTime { time.due(saidAt: saidAt, in: zone) }
}

/// The times on the table while a meeting is made: `Thursday at 5 or Saturday at 10?`, `Saturday`.
struct TimeProposals: Hashable, Sendable {
    private var options: [ProposedTime] = []

    /// True when one of the times is of another day, or of an hour, that was not named before.
    func isNew(_ times: [SpokenTime]) -> Bool {
        times.contains { time in
            !options.contains { option in
                option.time.day == time.day
                    && (time.minute == nil || time.minute == option.time.minute)
            }
        }
    }

    mutating func hear(_ times: [SpokenTime], at instant: Instant) {
        guard !times.isEmpty else { return }
        options = times.map { time in
            let earlier =
                options.last { $0.time.day == time.day && time.day != nil }
                ?? options.last { _ in time.day == nil }
            guard let earlier else { return ProposedTime(time: time, saidAt: instant) }
            return ProposedTime(
                time: time.completed(by: earlier.time),
                saidAt: time.day == nil ? earlier.saidAt : instant)
        }
    }

    /// What is agreed when somebody says yes: the first that has a time of day, else the first.
    var chosen: ProposedTime? {
        options.first { $0.time.minute != nil } ?? options.first
    }
}
