import Identifiers

/// Finds the days and times that a sentence names.
struct TimeFinder {
    /// More times than anyone proposes in a message.
    static let timeCountMax = 6

    let rules: RuleBook

    /// In the order named; each as complete as its words are.
    func times(in range: Range<Int>, of terms: [Term]) -> [SpokenTime] {
        var scan = Scan(rules: rules, terms: terms, end: range.upperBound)
        var at = range.lowerBound
        while at < range.upperBound { at = scan.read(at) }
        scan.close()
        return Array(scan.found.prefix(Self.timeCountMax))
    }

    private struct Scan {
        let rules: RuleBook
        let terms: [Term]
        let end: Int
        var found: [SpokenTime] = []
        private var time = SpokenTime()

        init(rules: RuleBook, terms: [Term], end: Int) {
            (self.rules, self.terms, self.end) = (rules, terms, end)
        }

        mutating func close() {
            if !time.isEmpty { found.append(time) }
            time = SpokenTime()
        }

        /// Takes the term at `at`; returns the next to read.
        mutating func read(_ at: Int) -> Int {
            if terms[at].symbol == Symbol.time {
                set(minute: Int(terms[at].value), isExact: terms[at].isExactTime)
                return at + 1
            }
            switch word(at) {
            case .inDays(let days): set(.inDays(days))
            case .tonight:
                set(.inDays(0))
                time.part = .evening
            case .weekday(let day): set(.weekday(day, which(before: at)))
            case .weekend: set(.weekday(5, which(before: at)))
            case .part(let part): if word(at - 1) != .good { set(part) }
            case .month(let month): return readDate(month, at)
            case .next, .this: return readWeek(at)
            case .end: return readEnd(at)
            case .inside: return readDelay(at)
            case .half, .quarter: return readFraction(at)
            case .the: return readOrdinal(at)
            default: return readHour(at)
            }
            return at + 1
        }

        // MARK: - Parts

        private mutating func set(_ day: SpokenTime.Day) {
            if time.day != nil { close() }
            time.day = day
        }

        private mutating func set(minute: Int, isExact: Bool) {
            let day = time.day
            if time.minute != nil {
                close()
                time.day = day
            }
            time.minute = minute
            time.isExact = isExact
        }

        private mutating func set(_ part: SpokenTime.Part) {
            if part == .noon { return set(minute: 720, isExact: true) }
            time.part = part
        }

        private func which(before at: Int) -> SpokenTime.Which {
            switch word(at - 1) {
            case .next: .next
            case .this: .this
            default: .coming
            }
        }

        /// `June 5`, `June 5th`.
        private mutating func readDate(_ month: Int, _ at: Int) -> Int {
            guard let day = number(at + 1), (1...31).contains(day) else { return at + 1 }
            set(.date(month: month, day: day))
            return word(at + 2) == .ordinal ? at + 3 : at + 2
        }

        /// `the 5th`.
        private mutating func readOrdinal(_ at: Int) -> Int {
            guard let day = number(at + 1), (1...31).contains(day), word(at + 2) == .ordinal else {
                return at + 1
            }
            set(.date(month: nil, day: day))
            return at + 3
        }

        private mutating func readWeek(_ at: Int) -> Int {
            guard word(at + 1) == .week else { return at + 1 }
            set(.week(inWeeks: word(at) == .next ? 1 : 0))
            return at + 2
        }

        /// `end of the week`, `end of day`, `close of business`.
        private mutating func readEnd(_ at: Int) -> Int {
            for next in at + 1..<min(at + 4, end) {
                switch word(next) {
                case .week:
                    set(.endOfWeek)
                    return next + 1
                case .unit(minutes: 1_440), .part(.endOfDay):
                    if time.day == nil { set(.inDays(0)) }
                    time.part = .endOfDay
                    return next + 1
                default: continue
                }
            }
            return at + 1
        }

        /// `in twenty minutes`, `in two days`.
        private mutating func readDelay(_ at: Int) -> Int {
            let count = word(at + 1) == .one ? 1 : number(at + 1)
            guard let count, (1...90).contains(count) else { return at + 1 }
            let unit = word(at + 2)
            if unit == .week {
                set(.inDays(7 * count))
            } else if case .unit(let minutes)? = unit {
                if minutes < 1_440 {
                    time.delay = .seconds(60 * minutes * count)
                } else {
                    set(.inDays(minutes / 1_440 * count))
                }
            } else {
                return at + 1
            }
            return at + 3
        }

        /// `half past three`, `quarter to five`.
        private mutating func readFraction(_ at: Int) -> Int {
            guard let hour = number(at + 2), (1...12).contains(hour) else { return at + 1 }
            let part = word(at) == .half ? 30 : 15
            switch word(at + 1) {
            case .past: set(minute: hour % 12 * 60 + part, isExact: false)
            case .to where part == 15: set(minute: (hour + 11) % 12 * 60 + 45, isExact: false)
            default: return at + 1
            }
            return at + 3
        }

        /// A small number behind `at`, or right behind a day: `Saturday 10`.
        private mutating func readHour(_ at: Int) -> Int {
            guard let hour = number(at), (1...12).contains(hour) else { return at + 1 }
            let isBehindDay = time.day != nil && isDay(at - 1)
            guard word(at - 1) == .at || isBehindDay, !isCount(at + 1) else { return at + 1 }
            set(minute: hour % 12 * 60 + (hour == 12 ? 720 : 0), isExact: hour == 12)
            return at + 1
        }

        private func isDay(_ at: Int) -> Bool {
            switch word(at) {
            case .weekday, .inDays, .part, .tonight: true
            default: false
            }
        }

        /// A unit follows the number: it counts something else.
        private func isCount(_ at: Int) -> Bool {
            guard at < end else { return false }
            if case .part? = word(at) { return false }
            return rules.words.traits[Int(terms[at].symbol)].contains(.unit)
        }

        // MARK: - Terms

        private func word(_ at: Int) -> TimeWord? {
            guard at >= 0, at < end else { return nil }
            return rules.timeWords[Int(terms[at].symbol)]
        }

        private func number(_ at: Int) -> Int? {
            guard at >= 0, at < end else { return nil }
            let term = terms[at]
            let value =
                term.symbol == Symbol.number ? term.value : rules.words.values[Int(term.symbol)]
            return value >= 1 && value < 1_000 && value == value.rounded() ? Int(value) : nil
        }
    }
}
