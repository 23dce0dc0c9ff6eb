/// A table of text: a header and rows of as many fields (RFC 4180; comma, semicolon or tab).
package struct CSVTable: Hashable, Sendable {
    package let columns: [String]
    package let rows: [[String]]

    /// More is not a file of an experiment, and would not fit in memory comfortably.
    static let rowCountMax = 20_000_000

    package init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// O(bytes). Blank lines are passed over; a byte order mark is too.
    package init(parsing text: some Sequence<UInt8>) throws(TableFault) {
        var reader = FieldReader()
        for byte in text { reader.take(byte) }
        let records = try reader.finish()
        guard let header = records.first else { throw TableFault("the file is empty") }
        let names = header.fields.map(\.trimmed)
        if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw TableFault("column \"\(name)\" is there twice: give every column its own name")
        }
        for record in records.dropFirst() where record.fields.count != names.count {
            throw TableFault(
                """
                line \(record.line) has \(record.fields.count) fields, the header has \
                \(names.count): quote fields that contain the separator
                """)
        }
        guard records.count > 1 else { throw TableFault("the file has a header and no row") }
        columns = names
        rows = records.dropFirst().map(\.fields)
    }

    package func index(of column: String) throws(TableFault) -> Int {
        if let index = columns.firstIndex(of: column) { return index }
        throw TableFault(
            "there is no column \"\(column)\": the file has \(columns.joined(separator: ", "))")
    }

    /// One column as text.
    package func texts(_ column: String) throws(TableFault) -> [String] {
        let index = try index(of: column)
        return rows.map { $0[index].trimmed }
    }

    /// One column as numbers, nil where it says that there is none.
    package func numbers(_ column: String) throws(TableFault) -> [Double?] {
        let index = try index(of: column)
        var numbers: [Double?] = []
        numbers.reserveCapacity(rows.count)
        for (row, fields) in rows.enumerated() {
            let text = fields[index].trimmed
            guard !text.isMissing else {
                numbers.append(nil)
                continue
            }
            guard let number = text.number else {
                throw TableFault(
                    """
                    column "\(column)" has "\(text)" in row \(row + 1), which is no number: name \
                    another column, or leave the field empty where nothing was measured
                    """)
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Whether every field is a number or missing, and at least one is a number.
    package func isNumeric(_ column: String) -> Bool {
        guard let index = columns.firstIndex(of: column) else { return false }
        var hasNumber = false
        for fields in rows {
            let text = fields[index].trimmed
            if text.isMissing { continue }
            guard text.number != nil else { return false }
            hasNumber = true
        }
        return hasNumber
    }
}

/// What a file lacks or says wrongly, with what to do.
package struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension String {
    /// Without spaces at both ends.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last, first <= 32 || last <= 32 else {
            return self
        }
        let inside = drop { $0.isWhitespace }
        return String(inside.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Words for a value that is not there.
    fileprivate static let missing: Set<String> = [
        "", "na", "n/a", "nan", "null", "none", "nil", ".",
    ]

    var isMissing: Bool { utf8.count < 5 && Self.missing.contains(lowercased()) }

    /// Finite; `true` and `yes` are 1.
    fileprivate var number: Double? {
        if let value = Double(self) { return value.isFinite ? value : nil }
        switch lowercased() {
        case "true", "yes", "t", "y": return 1
        case "false", "no", "f", "n": return 0
        default: return nil
        }
    }
}

/// Cuts bytes into records, quoted fields with everything that is in them.
private struct FieldReader {
    struct Record {
        let line: Int
        var fields: [String]
    }

    private var records: [Record] = []
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var line = 1
    private var recordLine = 1
    private var isQuoted = false
    private var sawQuote = false
    private var separator: UInt8?

    mutating func take(_ byte: UInt8) {
        if isQuoted, !sawQuote {
            if byte == UInt8(ascii: "\"") { sawQuote = true } else { field.append(byte) }
            if byte == UInt8(ascii: "\n") { line += 1 }
            return
        }
        if sawQuote, byte == UInt8(ascii: "\"") {
            field.append(byte)
            sawQuote = false
            return
        }
        isQuoted = false
        sawQuote = false
        switch byte {
        case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
        case UInt8(ascii: "\n"): endRecord()
        case UInt8(ascii: "\r"): break
        case separator: endField()
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"):
            // The first one in the header says what separates.
            guard separator == nil else { return field.append(byte) }
            separator = byte
            endField()
        default: field.append(byte)
        }
    }

    private mutating func endField() {
        if records.isEmpty, fields.isEmpty, field.starts(with: [0xEF, 0xBB, 0xBF]) {
            field.removeFirst(3)
        }
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
    }

    private mutating func endRecord() {
        let isBlank = fields.isEmpty && field.allSatisfy { $0 <= 32 }
        if !isBlank {
            endField()
            records.append(Record(line: recordLine, fields: fields))
        }
        fields.removeAll(keepingCapacity: true)
        field.removeAll(keepingCapacity: true)
        line += 1
        recordLine = line
    }

    mutating func finish() throws(TableFault) -> [Record] {
        guard !isQuoted || sawQuote else {
            throw TableFault("the quote that begins in line \(recordLine) never ends")
        }
        endRecord()
        guard records.count <= CSVTable.rowCountMax else {
            throw TableFault("the file has more than \(CSVTable.rowCountMax) rows: split it")
        }
        return records
    }
}
