/// What a table lacks or says wrongly, with what to do.
package struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension TableFault {
    package static let empty = TableFault("the file is empty")
    package static let noRow = TableFault("the file has a header and no row")

    static let tooManyRows = TableFault(
        "the file has more than \(TextTable.rowCountMax) rows: split it")

    package static func tooManyColumns(_ count: Int) -> TableFault {
        TableFault(
            "the first line names \(count) columns, more than \(TextTable.columnCountMax)")
    }

    package static func columnTwice(_ name: String) -> TableFault {
        TableFault("column \"\(name)\" is there twice: give every column its own name")
    }

    package static func uneven(line: Int, expected: Int, found: Int) -> TableFault {
        TableFault(
            """
            line \(line) has \(found) fields, the header has \(expected): quote fields that \
            contain the separator
            """)
    }

    package static func openQuote(line: Int) -> TableFault {
        TableFault("the quote that begins in line \(line) never ends")
    }

    package static func afterQuote(line: Int) -> TableFault {
        TableFault("line \(line) goes on after a field's closing quote: double a quote inside one")
    }

    package static func noColumn(_ name: String, there: [String]) -> TableFault {
        TableFault(
            "there is no column \"\(name)\": the file has \(there.joined(separator: ", "))")
    }

    package static func notANumber(_ text: String, column: String, row: Int) -> TableFault {
        TableFault(
            """
            column "\(column)" has "\(text)" in row \(row), which is no number: name another \
            column, or leave the field empty where nothing was measured
            """)
    }
}
