extension TextTable {
    /// The place of a column; throws with the names that there are.
    package func place(of column: String) throws(TableFault) -> Int {
        guard let place = columns.firstIndex(of: column) else {
            throw .noColumn(column, there: columns)
        }
        return place
    }

    package func values(at place: Int) -> [String] { rows.map { $0[place] } }

    /// One column as text, without the spaces around it.
    package func texts(_ column: String) throws(TableFault) -> [String] {
        values(at: try place(of: column)).map(\.trimmed)
    }

    /// One column as numbers, nil where it says that there is none; true and yes are 1.
    package func numbers(_ column: String) throws(TableFault) -> [Double?] {
        var numbers: [Double?] = []
        numbers.reserveCapacity(rows.count)
        for (row, text) in try texts(column).enumerated() {
            guard text.isMissing || text.number != nil else {
                throw .notANumber(text, column: column, row: row + 1)
            }
            numbers.append(text.number)
        }
        return numbers
    }

    /// Whether every field is a number or missing, and at least one is a number.
    package func isNumeric(_ column: String) -> Bool {
        guard let texts = try? texts(column).filter({ !$0.isMissing }) else { return false }
        return !texts.isEmpty && texts.allSatisfy { $0.number != nil }
    }
}

extension String {
    /// Without white space at both ends.
    package var trimmed: String {
        guard let first = utf8.first, let last = utf8.last, first <= 32 || last <= 32 else {
            return self
        }
        let inside = drop { $0.isWhitespace }
        return String(inside.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Whether a field, trimmed, is one of the words for a value that is not there.
    package var isMissing: Bool { utf8.count < 5 && missingWords.contains(lowercased()) }

    /// Finite; `true` and `yes` are 1, `false` and `no` are 0.
    fileprivate var number: Double? {
        if let value = Double(self) { return value.isFinite ? value : nil }
        switch lowercased() {
        case "true", "yes", "t", "y": return 1
        case "false", "no", "f", "n": return 0
        default: return nil
        }
    }
}

private let missingWords: Set<String> = [
    "", "na", "n/a", "nan", "null", "none", "nil", ".", "?",
]
