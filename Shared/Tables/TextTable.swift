/// A table as its file has it: named columns of text (RFC 4180, with `,`, `;` or a tab between).
package struct TextTable: Hashable, Sendable {
    package let columns: [String]
    /// As many fields each as there are columns.
    package let rows: [[String]]

    /// Longer lines are a file of another kind.
    static let columnCountMax = 2_000
    /// More does not fit in memory comfortably.
    static let rowCountMax = 20_000_000

    package init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// Parses the bytes of a file whose first line names its columns; empty lines are passed over.
    package init(parsing bytes: some Collection<UInt8>) throws(TableFault) {
        var records = RecordReader(bytes)
        guard let names = try records.next()?.map(\.trimmed) else { throw .empty }
        guard names.count <= Self.columnCountMax else { throw .tooManyColumns(names.count) }
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted { throw .columnTwice(name) }
        var rows: [[String]] = []
        while let record = try records.next() {
            guard record.count == names.count else {
                throw .uneven(line: records.line, expected: names.count, found: record.count)
            }
            guard rows.count < Self.rowCountMax else { throw .tooManyRows }
            rows.append(record)
        }
        guard !rows.isEmpty else { throw .noRow }
        self.init(columns: names, rows: rows)
    }

    /// The same columns and only these rows.
    package func rows(_ chosen: some Sequence<Int>) -> TextTable {
        TextTable(columns: columns, rows: chosen.map { rows[$0] })
    }
}
