import Identifiers

/// Days that are summed together: 3^`level` of them, from a multiple of as many days since 1970-01-01.
package struct DayBlock: Hashable, Sendable {
    /// Blocks of 243 days, the longest that are kept: a year is one or two of them.
    package static let levelMax = 5
    package static let longest = DayBlock(level: levelMax, number: 0).length

    /// 0...`levelMax`.
    package let level: Int
    /// How many blocks of the level lie between it and 1970-01-01.
    package let number: Int

    package init(level: Int, number: Int) {
        self.level = level
        self.number = number
    }

    package var firstDay: CalendarDate { CalendarDate(daysSinceEpoch: number * length) }
    package var length: Int { (0..<level).reduce(1) { length, _ in 3 * length } }

    /// As the database names it: blocks in the order of their first days.
    package var key: Int32 { Int32(clamping: number * length << 3 | level) }
}

/// Blocks whose sums, some of them added and some taken away, are those of a stretch of whole days.
///
/// Each end is moved to the nearest end of a block three times as long, by one block at most, until
/// blocks are the longest or no more than two are left between the ends. Their numbers in balanced
/// ternary tell the blocks: at most 12 for a year, some 8 on average.
package struct BlockCover: Hashable, Sendable {
    package private(set) var added: [DayBlock] = []
    package private(set) var removed: [DayBlock] = []

    package var count: Int { added.count + removed.count }

    package init(_ days: Range<CalendarDate>) {
        var level = 0
        var (start, end) = (days.lowerBound.daysSinceEpoch, days.upperBound.daysSinceEpoch)
        while end - start > 2, level < DayBlock.levelMax {
            let (first, last) = (start.nearestThird, end.nearestThird)
            count(from: start, to: 3 * first, at: level)
            count(from: 3 * last, to: end, at: level)
            (start, end) = (first, last)
            level += 1
        }
        count(from: start, to: end, at: level)
    }

    /// Adds blocks of a level up to `end`, or takes away those that lie behind it.
    private mutating func count(from start: Int, to end: Int, at level: Int) {
        let blocks = (min(start, end)..<max(start, end)).map { DayBlock(level: level, number: $0) }
        if start <= end { added += blocks } else { removed += blocks }
    }
}

extension Int {
    /// A third of it, to the nearest whole number.
    fileprivate var nearestThird: Int { Int((Double(self) / 3).rounded()) }
}

extension Period {
    /// The whole UTC days in it.
    package var wholeDays: Range<CalendarDate> {
        let first = start == start.utcDay.start ? start.utcDay : start.utcDay.adding(days: 1)
        return first..<max(first, end.utcDay)
    }

    /// What is left of it beside its whole days: two parts of days at most.
    package var partDays: [Period] {
        let whole = wholeDays
        guard !whole.isEmpty || start.utcDay != Instant(microseconds: end.microseconds - 1).utcDay
        else { return [self] }
        return [(start, whole.lowerBound.start), (whole.upperBound.start, end)].compactMap {
            try? Period(start: $0.0, end: $0.1)
        }
    }
}
