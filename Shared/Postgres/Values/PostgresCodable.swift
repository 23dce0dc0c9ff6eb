/// A value that can be bound to a statement.
package protocol PostgresEncodable: Sendable {
    /// The type that the server is told.
    static var postgresType: PostgresType { get }
    var isPostgresNull: Bool { get }
    /// Appends the binary form; not called for NULL.
    func encode(into bytes: inout [UInt8])
}

extension PostgresEncodable {
    package var isPostgresNull: Bool { false }
}

/// A value that can be read from a column.
package protocol PostgresDecodable: Sendable {
    /// The types it reads, the usual one first.
    static var readableTypes: [PostgresType] { get }
    /// The same, as the oids that a column may have.
    static var readableOIDs: [UInt32] { get }
    /// Whether `oid` is one of them.
    static func reads(_ oid: UInt32) -> Bool
    init(from cell: Cell) throws(DatabaseError)
}

extension PostgresDecodable {
    package static var readableOIDs: [UInt32] { readableTypes.map(\.oid) }
    // Every column of every answer asks.
    package static func reads(_ oid: UInt32) -> Bool { readableTypes.contains { $0.oid == oid } }
}

package typealias PostgresCodable = PostgresEncodable & PostgresDecodable & PostgresElement

/// A value that can stand in an array.
package protocol PostgresElement: Sendable {
    static var arrayType: PostgresType { get }
    static var readableArrayOIDs: [UInt32] { get }
    static func encode(_ elements: [Self], into bytes: inout [UInt8])
    static func decodeArray(from cell: Cell) throws(DatabaseError) -> [Self]
}

/// One value of a row in binary form, while its result lives.
package struct Cell {
    /// Nil for NULL.
    let bytes: UnsafeRawBufferPointer?
    let type: UInt32
    let place: Place

    /// Where the cell stands, for a message.
    struct Place {
        let column: Int
        unowned let result: ResultSet
    }

    /// The bytes of a value that is not NULL and has `count` bytes if that is given.
    func value(count: Int? = nil) throws(DatabaseError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw fault("is NULL: read it as an optional") }
        guard count == nil || bytes.count == count else {
            throw fault("has \(bytes.count) bytes where \(count ?? 0) were expected")
        }
        return bytes
    }

    func fault(_ what: String) -> DatabaseError {
        DatabaseError(
            .unexpectedData,
            "column \(place.column + 1) (\(place.result.name(of: place.column))) \(what)")
    }

    func with(_ bytes: UnsafeRawBufferPointer?, type: UInt32) -> Cell {
        Cell(bytes: bytes, type: type, place: place)
    }
}

extension UnsafeRawBufferPointer {
    /// The big-endian number at `offset`, which the caller has checked to be inside.
    func bigEndian<Number: FixedWidthInteger>(
        _: Number.Type = Number.self, at offset: Int = 0
    ) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}

extension [UInt8] {
    mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
