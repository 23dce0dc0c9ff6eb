/// What words say about when.
enum TimeWord: Hashable, Sendable {
    case weekday(Int)
    case month(Int)
    case inDays(Int)
    case part(SpokenTime.Part)
    case tonight, weekend, week, next, this, end, the
    /// `at`, `around`: a small number after it is an hour.
    case at
    /// `in`, `within`: a count and a unit follow.
    case inside
    case unit(minutes: Int)
    /// `a`, `an`: one.
    case one
    /// `th` of `the 5th`.
    case ordinal
    case half, quarter, past, to
    /// `Good morning` names no time.
    case good

    static let all: [(word: String, meaning: TimeWord)] =
        days + [
            ("today", .inDays(0)), ("tomorrow", .inDays(1)), ("tmrw", .inDays(1)),
            ("tonight", .tonight), ("morning", .part(.morning)), ("noon", .part(.noon)),
            ("lunchtime", .part(.noon)), ("midday", .part(.noon)), ("lunch", .part(.noon)),
            ("afternoon", .part(.afternoon)), ("evening", .part(.evening)),
            ("eod", .part(.endOfDay)), ("weekend", .weekend), ("week", .week), ("next", .next),
            ("this", .this), ("end", .end), ("close", .end), ("the", .the), ("at", .at),
            ("around", .at), ("by", .at), ("after", .at), ("before", .at), ("say", .at),
            ("about", .at), ("until", .at), ("in", .inside), ("within", .inside),
            ("minute", .unit(minutes: 1)), ("minutes", .unit(minutes: 1)),
            ("hour", .unit(minutes: 60)), ("hours", .unit(minutes: 60)),
            ("day", .unit(minutes: 1_440)), ("days", .unit(minutes: 1_440)),
            ("weeks", .unit(minutes: 10_080)), ("a", .one), ("an", .one), ("st", .ordinal),
            ("nd", .ordinal), ("rd", .ordinal), ("th", .ordinal), ("half", .half),
            ("quarter", .quarter), ("past", .past), ("to", .to), ("good", .good),
            ("business", .part(.endOfDay)),
        ]

    private static let days: [(String, TimeWord)] = {
        let days = [
            "monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thurs thur",
            "friday fri", "saturday sat", "sunday sun",
        ]
        let months = [
            "january jan", "february feb", "march", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ]
        return named(days).map { ($0, .weekday($1)) } + named(months).map { ($0, .month($1 + 1)) }
    }()

    private static func named(_ groups: [String]) -> [(String, Int)] {
        groups.enumerated().flatMap { place, words in
            words.split(separator: " ").map { (String($0), place) }
        }
    }

    /// By the words' numbers in `book`, which must know them.
    static func table(_ book: inout WordBook) -> [TimeWord?] {
        let numbers = all.map { (number: book.add($0.word), meaning: $0.meaning) }
        var table: [TimeWord?] = Array(repeating: nil, count: book.wordCount)
        for (number, meaning) in numbers { table[Int(number)] = meaning }
        return table
    }
}
