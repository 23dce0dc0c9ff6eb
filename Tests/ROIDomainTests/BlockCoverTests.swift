import Identifiers
import ROISamples
import Testing

@testable import ROIDomain

@Suite struct BlockCoverTests {
    /// Every day of the stretch once and no other day.
    @Test(arguments: UInt64(1)..<6)
    func blocksAddUpToTheStretch(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let first = Int.random(in: -2_000..<22_000, using: &generator)
            let lengthMax = [4, 40, 400, 2_000].randomElement(using: &generator) ?? 4
            let length = Int.random(in: 0..<lengthMax, using: &generator)
            let cover = BlockCover(
                CalendarDate(daysSinceEpoch: first)..<CalendarDate(daysSinceEpoch: first + length))
            #expect(
                counts(cover)
                    == Dictionary(uniqueKeysWithValues: (first..<first + length).map { ($0, 1) }),
                "\(length) days from \(first), seed \(seed)")
        }
    }

    @Test func aYearIsTwelveBlocksAtMostAndEightOnAverage() {
        let counts = [365, 366].flatMap { length in
            (0..<DayBlock.longest).map { first in
                let start = CalendarDate(daysSinceEpoch: 20_000 + first)
                return BlockCover(start..<start.adding(days: length)).count
            }
        }
        #expect(counts.max() == 12)
        #expect((7..<9).contains(Double(counts.reduce(0, +)) / Double(counts.count)))
    }

    @Test(arguments: [0, 1, 2])
    func daysThatFewBlocksLieBetweenAreReadAsTheyAre(count: Int) {
        for first in 0..<9 {
            let cover = BlockCover(day(first)..<day(first + count))
            #expect(cover.added.map(\.firstDay) == (0..<count).map { day(first + $0) })
            #expect(cover.added.allSatisfy { $0.level == 0 } && cover.removed == [])
        }
    }

    /// The database's function makes the same keys.
    @Test func keysHaveTheFirstDayAboveTheLevel() {
        #expect(DayBlock(level: 0, number: 20_000).key == 160_000)
        #expect(DayBlock(level: 5, number: 82).key == 159_413)
        #expect(DayBlock(level: 1, number: -1).key == -23)
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

    /// How often each day since 1970-01-01 is counted.
    private func counts(_ cover: BlockCover) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for (blocks, sign) in [(cover.added, 1), (cover.removed, -1)] {
            for block in blocks {
                let first = block.firstDay.daysSinceEpoch
                for day in first..<first + block.length { counts[day, default: 0] += sign }
            }
        }
        return counts.filter { $0.value != 0 }
    }
}
