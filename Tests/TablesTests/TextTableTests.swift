import Tables
import Testing

@Suite struct TextTableTests {
    @Test(arguments: [
        "a,b\n1,x\n2,\"y, z\"\n", "a;b\r\n1;x\r\n2;\"y, z\"\r\n", "\u{FEFF}a\tb\n1\tx\n\n2\ty, z",
        "\n  \n a , b\n1,x\n \t\r\n2,\"y, z\"\r\n\n",
        "\n  \na;b\n1;x\n2;\"y, z\"\n",
    ])
    func readsWhatSpreadsheetsWrite(text: String) throws {
        let table = try TextTable(parsing: text.utf8)
        #expect(table.columns == ["a", "b"])
        #expect(table.rows == [["1", "x"], ["2", "y, z"]])
    }

    @Test func aQuoteInsideQuotesIsOneQuoteAndALineBreakStays() throws {
        let table = try TextTable(parsing: "a,b\n\"say \"\"yes\"\"\",\"two\nlines\"\n3,4".utf8)
        #expect(table.rows == [["say \"yes\"", "two\nlines"], ["3", "4"]])
    }

    @Test func aRowOfEmptyFieldsIsARow() throws {
        #expect(try TextTable(parsing: "a\tb\n\t\n".utf8).rows == [["", ""]])
        #expect(try TextTable(parsing: "a,b\n,\n".utf8).rows == [["", ""]])
    }

    static let faulty: [(String, TableFault)] = [
        ("", .empty), ("\n \n", .empty), ("a,b\n\n", .noRow), ("a,a \n1,2", .columnTwice("a")),
        ("a,b\n1,2\n\n1\n", .uneven(line: 4, expected: 2, found: 1)),
        ("a,b\n\"1\n1\",2\n3,\"2", .openQuote(line: 4)),
        ("a,b\n1,\"2\"3", .afterQuote(line: 2)),
    ]

    @Test(arguments: faulty)
    func aFaultyFileIsRefusedByItsLine(text: String, fault: TableFault) {
        #expect(throws: fault) { try TextTable(parsing: text.utf8) }
    }

    @Test func columnsAreNumbersWhereTheyAreAndSayWhereNot() throws {
        let table = try TextTable(parsing: "a,b,c\n 1,yes,x\n?,no,NA\nnan,n/a,\n".utf8)
        #expect(try table.numbers("a") == [1, nil, nil])
        #expect(try table.numbers("b") == [1, 0, nil])
        #expect(try table.texts("a") == ["1", "?", "nan"])
        #expect(["a", "b", "c", "d"].map(table.isNumeric) == [true, true, false, false])
        #expect(throws: TableFault.notANumber("x", column: "c", row: 1)) {
            try table.numbers("c")
        }
        #expect(throws: TableFault.noColumn("d", there: ["a", "b", "c"])) {
            try table.numbers("d")
        }
    }
}
