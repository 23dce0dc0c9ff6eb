/// Arrays of one dimension, in Postgres's binary form; an array of bytes is a `bytea`.
///
/// Source: src/backend/utils/adt/arrayfuncs.c, array_recv and array_send.
extension Array: PostgresEncodable where Element: PostgresElement {
    package static var postgresType: PostgresType { Element.arrayType }
    package func encode(into bytes: inout [UInt8]) { Element.encode(self, into: &bytes) }
}

extension Array: PostgresDecodable where Element: PostgresElement {
    package static var readableTypes: [PostgresType] { [Element.arrayType] }
    package static var readableOIDs: [UInt32] { Element.readableArrayOIDs }
    package static func reads(_ oid: UInt32) -> Bool { readableOIDs.contains(oid) }
    package init(from cell: Cell) throws(DatabaseError) {
        self = try Element.decodeArray(from: cell)
    }
}

extension PostgresElement where Self: PostgresEncodable & PostgresDecodable {
    package static var arrayType: PostgresType {
        PostgresType(oid: postgresType.arrayOID, arrayOID: 0)
    }

    package static var readableArrayOIDs: [UInt32] { readableTypes.map(\.arrayOID) }

    package static func encode(_ elements: [Self], into bytes: inout [UInt8]) {
        bytes.append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(elements.contains(where: \.isPostgresNull) ? 1 : 0))
        bytes.append(bigEndian: postgresType.oid)
        guard !elements.isEmpty else { return }
        bytes.append(bigEndian: Int32(clamping: elements.count))
        bytes.append(bigEndian: Int32(1))
        for element in elements { encode(element, into: &bytes) }
    }

    private static func encode(_ element: Self, into bytes: inout [UInt8]) {
        guard !element.isPostgresNull else { return bytes.append(bigEndian: Int32(-1)) }
        let start = bytes.count
        bytes.append(bigEndian: Int32(0))
        element.encode(into: &bytes)
        let length = UInt32(clamping: bytes.count - start - 4)
        for byte in 0..<4 {
            bytes[start + byte] = UInt8(truncatingIfNeeded: length >> (24 - 8 * byte))
        }
    }

    package static func decodeArray(from cell: Cell) throws(DatabaseError) -> [Self] {
        let bytes = try cell.value()
        guard bytes.count >= 12 else { throw cell.fault("is not an array") }
        let type = bytes.bigEndian(UInt32.self, at: 8)
        switch bytes.bigEndian(Int32.self) {
        case 0: return []
        case 1: break
        default: throw cell.fault("has more than one dimension")
        }
        guard bytes.count >= 20 else { throw cell.fault("is not an array") }
        return try decodeElements(bytes, of: type, in: cell)
    }

    private static func decodeElements(
        _ bytes: UnsafeRawBufferPointer, of type: UInt32, in cell: Cell
    ) throws(DatabaseError) -> [Self] {
        var elements: [Self] = []
        var offset = 20
        for _ in 0..<bytes.bigEndian(Int32.self, at: 12) {
            guard offset + 4 <= bytes.count else { throw cell.fault("is cut short") }
            let length = Int(bytes.bigEndian(Int32.self, at: offset))
            offset += 4
            guard offset + max(0, length) <= bytes.count else { throw cell.fault("is cut short") }
            let element =
                length < 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
            elements.append(try Self(from: cell.with(element, type: type)))
            offset += max(0, length)
        }
        return elements
    }
}

/// Bytes are a `bytea`, not an array of numbers.
extension UInt8: PostgresElement {
    package static var arrayType: PostgresType { .bytea }
    package static var readableArrayOIDs: [UInt32] { [PostgresType.bytea.oid] }
    package static func encode(_ elements: [UInt8], into bytes: inout [UInt8]) { bytes += elements }
    package static func decodeArray(from cell: Cell) throws(DatabaseError) -> [UInt8] {
        Array(try cell.value())
    }
}

/// So an array of byte strings is a `bytea[]`.
extension Array: PostgresElement where Element == UInt8 {}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: PostgresType { Wrapped.postgresType }
    package var isPostgresNull: Bool { self?.isPostgresNull ?? true }
    package func encode(into bytes: inout [UInt8]) { self?.encode(into: &bytes) }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static var readableTypes: [PostgresType] { Wrapped.readableTypes }
    package static var readableOIDs: [UInt32] { Wrapped.readableOIDs }
    package static func reads(_ oid: UInt32) -> Bool { Wrapped.reads(oid) }
    package init(from cell: Cell) throws(DatabaseError) {
        self = cell.bytes == nil ? nil : try Wrapped(from: cell)
    }
}

extension Optional: PostgresElement
where Wrapped: PostgresElement & PostgresEncodable & PostgresDecodable {}
