/// A table as its file has it: named columns of text (RFC 4180, with `,`, `;` or a tab between).
package struct TextTable: Sendable {
    package let columns: [String]
    package let rows: [[String]]

    /// Longer lines are a file of another kind.
    private static let columnCountMax = 2_000

    /// Parses the bytes of a file whose first line names its columns.
    package init(_ bytes: some Collection<UInt8>) throws(TableFault) {
        var records = RecordReader(bytes)
        guard var names = try records.next(), names.count > 1 else {
            throw .notATable
        }
        if names[0].hasPrefix("\u{FEFF}") { names[0].removeFirst() }
        guard names.count <= Self.columnCountMax else { throw .tooManyColumns(names.count) }
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw .columnTwice(twice)
        }
        var rows: [[String]] = []
        while let record = try records.next() {
            guard record.count == names.count else {
                throw .uneven(line: records.line, expected: names.count, found: record.count)
            }
            rows.append(record)
        }
        columns = names
        self.rows = rows
    }

    package init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The place of a column; throws with the names that there are.
    package func place(of column: String) throws(TableFault) -> Int {
        guard let place = columns.firstIndex(of: column) else {
            throw .noColumn(column, there: columns)
        }
        return place
    }

    package func values(at place: Int) -> [String] { rows.map { $0[place] } }

    /// The same columns and only these rows.
    package func rows(_ chosen: some Sequence<Int>) -> TextTable {
        TextTable(columns: columns, rows: chosen.map { rows[$0] })
    }
}

/// Reads records byte by byte.
private struct RecordReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var place = 0
    /// The line of the record read last, counted from 1.
    private(set) var line = 0
    private var nextLine = 1

    init(_ bytes: some Collection<UInt8>) {
        self.bytes = Array(bytes)
        separator = Self.separator(in: bytes.prefix { $0 != 0x0A })
    }

    /// The likeliest of comma, semicolon and tab: the one that the first line has most of.
    private static func separator(in line: some Collection<UInt8>) -> UInt8 {
        [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].max { left, right in
            line.count { $0 == left } < line.count { $0 == right }
        } ?? UInt8(ascii: ",")
    }

    /// The next record that is not an empty line; nil at the end.
    mutating func next() throws(TableFault) -> [String]? {
        while place < bytes.count, bytes[place] == 0x0A || bytes[place] == 0x0D {
            if bytes[place] == 0x0A { nextLine += 1 }
            place += 1
        }
        guard place < bytes.count else { return nil }
        line = nextLine
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard place < bytes.count, bytes[place] == separator else { return fields }
            place += 1
        }
    }

    private mutating func field() throws(TableFault) -> String {
        if place < bytes.count, bytes[place] == UInt8(ascii: "\"") { return try quoted() }
        let start = place
        while place < bytes.count, bytes[place] != separator, bytes[place] != 0x0A { place += 1 }
        let end = place > start && bytes[place - 1] == 0x0D ? place - 1 : place
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func quoted() throws(TableFault) -> String {
        let quote = UInt8(ascii: "\"")
        var text: [UInt8] = []
        place += 1
        while place < bytes.count {
            if bytes[place] == quote {
                guard place + 1 < bytes.count, bytes[place + 1] == quote else {
                    place += 1
                    if place < bytes.count, bytes[place] == 0x0D { place += 1 }
                    return String(decoding: text, as: UTF8.self)
                }
                place += 1
            }
            if bytes[place] == 0x0A { nextLine += 1 }
            text.append(bytes[place])
            place += 1
        }
        throw .openQuote(line: line)
    }
}
