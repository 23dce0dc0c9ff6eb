import Identifiers
import ROISamples
import Testing

@testable import ROIDomain

@Suite struct CalendarCoverTests {
    /// Every day of the stretch once and no other day, and never more than half a month of days a side.
    @Test func monthsAndDaysAddUpToTheStretch() {
        let start = CalendarDate(daysSinceEpoch: 20_440)
        for first in 0..<70 {
            for length in stride(from: 1, to: 140, by: 3) {
                let days = start.adding(days: first)..<start.adding(days: first + length)
                let cover = CalendarCover(days)
                #expect(
                    counts(cover) == Dictionary(uniqueKeysWithValues: each(days).map { ($0, 1) }))
                let isWithinAMonth = days.lowerBound.firstOfMonth == days.upperBound.firstOfMonth
                for side in [cover.head, cover.tail] where !isWithinAMonth {
                    #expect(each(side.range).count <= 16)
                }
            }
        }
    }

    @Test func partsOfDaysAreWhatWholeDaysLeave() throws {
        let noon = march.start + .seconds(12 * 3_600)
        let period = try Period(start: noon, end: march.end - .seconds(60))
        #expect(period.wholeDays == day(1)..<day(30))
        #expect(
            period.partDays == [
                try Period(start: noon, end: day(1).start),
                try Period(start: day(30).start, end: march.end - .seconds(60)),
            ])
        #expect(march.partDays == [] && march.wholeDays == day(0)..<day(31))
        let hour = try Period(start: noon, end: noon + .seconds(3_600))
        #expect(hour.wholeDays.isEmpty && hour.partDays == [hour])
    }

    private func each(_ days: Range<CalendarDate>) -> [CalendarDate] {
        (days.lowerBound.daysSinceEpoch..<days.upperBound.daysSinceEpoch).map {
            CalendarDate(daysSinceEpoch: $0)
        }
    }

    /// How often each day is counted.
    private func counts(_ cover: CalendarCover) -> [CalendarDate: Int] {
        var counts: [CalendarDate: Int] = [:]
        for day in each(cover.months) { counts[day, default: 0] += 1 }
        for side in [cover.head, cover.tail] {
            for day in each(side.range) { counts[day, default: 0] += side.sign }
        }
        return counts.filter { $0.value != 0 }
    }
}
