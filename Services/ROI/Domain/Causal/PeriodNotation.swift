import Tables

/// How a column writes periods, and so in which order they come.
///
/// Dates as 10/1/2025 are refused: whether that is January or October decides the answer.
enum PeriodNotation: Hashable, Sendable {
    case number
    case date
    case month
    case quarter
    case week
    /// January … December of one year.
    case monthName
    /// `W7`, `week 7`, `Q2`, `period 3`: the letters that all of them begin with.
    case counted(String)

    /// The one in which all texts can be read.
    ///
    /// - Throws: a fault that names the first text that cannot be, and what can.
    init(_ texts: Set<String>, column: String) throws(TableFault) {
        let plain: [Self] = [.number, .date, .month, .quarter, .week, .monthName]
        let words = Self.countedWords.sorted().map(Self.counted)
        let found = (plain + words).first { notation in
            texts.allSatisfy { notation.key(of: $0) != nil }
        }
        guard let found else {
            let odd = texts.sorted().first { text in
                !plain.contains { $0.key(of: text) != nil }
            }
            throw TableFault(
                """
                column "\(column)" has "\(odd ?? texts.sorted()[0])", and not every row tells time in \
                one way: \(Self.understood)
                """)
        }
        self = found
        guard !runsOverYearsEnd(texts) else {
            throw TableFault(
                """
                column "\(column)" seems to run over the end of a year, and names no year: write \
                2025-11, 2025-12, 2026-01 or 2025-W52, 2026-W01
                """)
        }
    }

    static let understood = """
        write numbers (2025), dates (2025-10-31), months (2025-10, Oct 2025, or Oct within one year), \
        quarters (2025-Q4) or weeks (2025-W44, or W44 within one year)
        """

    private static let countedWords = [
        "w", "wk", "week", "q", "quarter", "m", "month", "d", "day", "p", "period", "t", "y",
        "year",
    ]

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let longMonthNames = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    /// Larger for a later period; nil where the text is none of this notation.
    func key(of text: String) -> Double? {
        if self == .number { return Double(text).flatMap { $0.isFinite ? $0 : nil } }
        guard let parts = Self.parts(of: text.lowercased()) else { return nil }
        switch self {
        case .number: return nil
        case .date: return Self.date(parts)
        case .month: return Self.yearly(parts, "m", 1...12) ?? Self.namedMonth(parts)
        case .quarter: return Self.yearly(parts, "q", 1...4)
        case .week: return Self.yearly(parts, "w", 1...53)
        case .monthName: return parts.count == 1 ? Self.month(parts[0]).map(Double.init) : nil
        case .counted(let word):
            return parts.count == 2 && parts[0] == word ? Double(parts[1]) : nil
        }
    }

    /// Runs of digits and of letters; nil where anything but the usual separators stands between.
    private static func parts(of text: String) -> [String]? {
        var parts: [String] = []
        var isOpen = false
        for character in text {
            if character.isLetter || character.isNumber {
                let isSame = parts.last?.last.map { $0.isNumber == character.isNumber } ?? false
                if isOpen, isSame {
                    parts[parts.count - 1].append(character)
                } else {
                    parts.append(String(character))
                }
                isOpen = true
            } else {
                guard "-/ .:_,+".contains(character) else { return nil }
                isOpen = false
            }
        }
        return parts.isEmpty ? nil : parts
    }

    private static func year(_ part: String) -> Int? { part.utf8.count == 4 ? Int(part) : nil }

    private static func month(_ part: String) -> Int? {
        let name = part == "sept" ? "sep" : part
        return (monthNames.firstIndex(of: name) ?? longMonthNames.firstIndex(of: name)).map {
            $0 + 1
        }
    }

    /// Year, month and day, then hours, minutes and seconds if there are any.
    private static func date(_ parts: [String]) -> Double? {
        let numbers = parts.filter { !["t", "z"].contains($0) }.map { Int($0) }
        guard numbers.count >= 3, numbers.count <= 9, let year = year(parts[0]),
            let month = numbers[1], let day = numbers[2], (1...12).contains(month),
            (1...31).contains(day), numbers.allSatisfy({ $0 != nil })
        else { return nil }
        var key = Double((year * 12 + month) * 31 + day) * 24
        var unit = 1.0
        for part in numbers.dropFirst(3).prefix(3) {
            key += Double(part ?? 0) * unit
            unit /= 60
        }
        return key
    }

    /// `2025-7`, `2025Q3`, `2025-W07` or the number first, `Q3 2025`.
    private static func yearly(
        _ parts: [String], _ letter: String, _ range: ClosedRange<Int>
    ) -> Double? {
        var rest = parts
        if let last = rest.last, let year = year(last), rest.count == 3, rest[0] == letter {
            rest = ["\(year)", letter, rest[1]]
        }
        guard let year = rest.first.flatMap(year), let number = rest.last.flatMap({ Int($0) }),
            range.contains(number),
            rest.count == 3 ? rest[1] == letter : rest.count == 2 && letter == "m"
        else { return nil }
        return Double(year * 100 + number)
    }

    /// `Oct 2025` or `2025 October`.
    private static func namedMonth(_ parts: [String]) -> Double? {
        guard parts.count == 2 else { return nil }
        for (first, second) in [(parts[0], parts[1]), (parts[1], parts[0])] {
            if let year = year(first), let month = month(second) {
                return Double(year * 100 + month)
            }
        }
        return nil
    }

    /// Whether both ends of a year are there and a gap between them.
    private func runsOverYearsEnd(_ texts: Set<String>) -> Bool {
        let last: Double
        switch self {
        case .monthName: last = 12
        case .counted("w"), .counted("wk"), .counted("week"): last = 52
        case .counted("q"), .counted("quarter"): last = 4
        case .counted("m"), .counted("month"): last = 12
        case .number, .date, .month, .quarter, .week, .counted: return false
        }
        let keys = Set(texts.compactMap { key(of: $0) }).sorted()
        guard let first = keys.first, let end = keys.last, first == 1, end == last || end == 53
        else { return false }
        return Double(keys.count) < end
    }
}
