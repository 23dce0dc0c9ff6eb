import CLibpq

/// The answer to one statement; rows are decoded by the task that asked, not by the reactor.
///
/// `@unchecked`: a PGresult is never written again once libpq has handed it out, and `deinit` runs
/// after the last use.
final class ResultSet: @unchecked Sendable {
    private let result: OpaquePointer

    /// Takes over `result`.
    init(_ result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    var rowCount: Int { Int(PQntuples(result)) }
    var columnCount: Int { Int(PQnfields(result)) }

    /// The rows that the statement changed or returned.
    var affectedCount: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// Such as `COMMIT` or `INSERT 0 1`.
    var commandTag: String { String(cString: PQcmdStatus(result)) }

    /// The rows, each checked against the types that are asked for.
    func rows<each Column: PostgresDecodable>(
        as: (repeat each Column).Type
    ) throws(DatabaseError) -> [(repeat each Column)] {
        try checkColumns(repeat (each Column).self)
        var rows: [(repeat each Column)] = []
        rows.reserveCapacity(rowCount)
        let reader = RowReader(of: self)
        for row in 0..<rowCount {
            reader.start(row)
            rows.append((repeat try reader.next((each Column).self)))
        }
        return rows
    }

    /// The same for one column, without a row between.
    func column<Column: PostgresDecodable>(as type: Column.Type) throws(DatabaseError) -> [Column] {
        try checkColumnCount(1)
        try check(0, reads: type)
        var values: [Column] = []
        values.reserveCapacity(rowCount)
        for row in 0..<rowCount { values.append(try Column(from: cell(row: row, column: 0))) }
        return values
    }

    private func checkColumns<each Column: PostgresDecodable>(
        _ columns: repeat (each Column).Type
    ) throws(DatabaseError) {
        var column = 0
        for type in repeat each columns {
            if column < columnCount { try check(column, reads: type) }
            column += 1
        }
        try checkColumnCount(column)
    }

    private func checkColumnCount(_ count: Int) throws(DatabaseError) {
        guard count == columnCount else {
            throw DatabaseError(
                .unexpectedData,
                "the statement returns \(columnCount) columns and \(count) are read")
        }
    }

    private func check<Column: PostgresDecodable>(
        _ column: Int, reads type: Column.Type
    ) throws(DatabaseError) {
        let oid = PQftype(result, Int32(column))
        guard !Column.reads(oid) else { return }
        let readable = Column.readableOIDs.map(PostgresType.name(of:)).joined(separator: ", ")
        throw DatabaseError(
            .unexpectedData,
            """
            column \(column + 1) (\(name(of: column))) is \(PostgresType.name(of: oid)), \
            and \(type) reads \(readable): cast it in the statement
            """)
    }

    fileprivate func cell(row: Int, column: Int) -> Cell {
        let (row32, column32) = (Int32(row), Int32(column))
        let place = Cell.Place(column: column, result: self)
        guard PQgetisnull(result, row32, column32) == 0 else {
            return Cell(bytes: nil, type: 0, place: place)
        }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row32, column32),
            count: Int(PQgetlength(result, row32, column32)))
        return Cell(bytes: bytes, type: PQftype(result, column32), place: place)
    }

    func name(of column: Int) -> String {
        PQfname(result, Int32(column)).map { String(cString: $0) } ?? "unnamed"
    }
}

/// Hands out the values of one row from left to right.
private final class RowReader {
    private let results: ResultSet
    private var row = 0
    private var column = 0

    init(of results: ResultSet) { self.results = results }

    func start(_ row: Int) {
        self.row = row
        column = 0
    }

    func next<Column: PostgresDecodable>(_: Column.Type) throws(DatabaseError) -> Column {
        defer { column += 1 }
        return try Column(from: results.cell(row: row, column: column))
    }
}
