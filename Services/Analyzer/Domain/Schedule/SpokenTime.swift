import Identifiers

/// A day and a time of day as somebody said them; on which date, only the moment of saying tells.
struct SpokenTime: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// 0 is today.
        case inDays(Int)
        /// 0 is Monday.
        case weekday(Int, Which)
        /// Without a month the next day of that number.
        case date(month: Int?, day: Int)
        case week(inWeeks: Int)
        case endOfWeek
    }

    enum Which: Hashable, Sendable { case coming, this, next }

    /// By the minute at which it begins.
    enum Part: Int, Sendable {
        case morning = 540, noon = 720, afternoon = 780, endOfDay = 1_020, evening = 1_080
    }

    var day: Day?
    /// 0–1,439; below 720 it may be meant in the afternoon unless `isExact`.
    var minute: Int?
    /// The speaker said am or pm, or 17:00.
    var isExact = false
    var part: Part?
    /// From the moment of saying: `in twenty minutes`.
    var delay: Duration?

    var isEmpty: Bool { day == nil && minute == nil && part == nil && delay == nil }

    /// Fills what was not said from what was said before: `Thursday?` and then `at three`.
    func completed(by earlier: SpokenTime) -> SpokenTime {
        var time = self
        if day == nil, delay == nil { time.day = earlier.day }
        if minute == nil, day == nil || day == earlier.day {
            time.minute = earlier.minute
            time.isExact = earlier.isExact
            time.part = part ?? earlier.part
        } else if part == nil, day == nil || day == earlier.day {
            time.part = earlier.part
        }
        return time
    }

    // MARK: - On the calendar

    /// The date and time that are meant by words said at `instant`.
    func due(saidAt instant: Instant, in zone: LocalZone) -> DueTime {
        if let delay {
            let at = instant + delay
            let local = zone.local(at)
            return DueTime(date: local.date, minute: local.minute, precision: .minute, at: at)
        }
        let now = zone.local(instant)
        let date = date(from: now.date)
        guard let minute = clock(on: date, now: now) else {
            let isWeek = if case .week = day { true } else { false }
            return DueTime(date: date, minute: nil, precision: isWeek ? .week : .day, at: nil)
        }
        return DueTime(
            date: date, minute: minute, precision: self.minute == nil ? .part : .minute,
            at: zone.instant(date, minute: minute))
    }

    private func date(from today: CalendarDate) -> CalendarDate {
        // 1970-01-01 was a Thursday.
        let weekday = (today.daysSinceEpoch % 7 + 10) % 7
        switch day {
        case .inDays(let days): return today.adding(days: days)
        case .weekday(let wanted, .next): return today.adding(days: 7 - weekday + wanted)
        case .weekday(let wanted, let which):
            let days = (wanted - weekday + 7) % 7
            return today.adding(days: days == 0 && which == .coming ? 7 : days)
        case .date(let month, let day): return Self.next(month, day, from: today)
        case .week(let weeks):
            return today.adding(days: weeks == 0 ? 0 : 7 * weeks - weekday)
        case .endOfWeek: return today.adding(days: (4 - weekday + 7) % 7)
        case nil: return today
        }
    }

    /// The next such day from today on; a day that does not exist is today.
    private static func next(_ month: Int?, _ day: Int, from today: CalendarDate) -> CalendarDate {
        var (year, at) = (today.year, month ?? today.month)
        for _ in 0..<14 {
            if let date = CalendarDate(year: year, month: at, day: day), date >= today {
                return date
            }
            if month != nil {
                year += 1
            } else {
                (year, at) = at == 12 ? (year + 1, 1) : (year, at + 1)
            }
        }
        return today
    }

    /// Business hours decide between morning and afternoon where the speaker did not.
    private func clock(on date: CalendarDate, now: (date: CalendarDate, minute: Int)) -> Int? {
        guard let minute else { return part?.rawValue }
        guard !isExact, minute < 720 else { return minute }
        switch part {
        case .morning: return minute
        case .afternoon, .evening, .endOfDay: return minute + 720
        case .noon, nil: break
        }
        let isPast = date == now.date && minute <= now.minute
        return minute < 7 * 60 || isPast ? minute + 720 : minute
    }
}
