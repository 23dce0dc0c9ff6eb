extension String: PostgresCodable {
    package static var postgresType: PostgresType { .text }
    package static let readableTypes: [PostgresType] = [
        .text, .varchar, .bpchar, .name, .json, .jsonb,
    ]

    package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }

    package init(from cell: Cell) throws(DatabaseError) {
        var bytes = try cell.value()
        if cell.type == PostgresType.jsonb.oid, bytes.first == 1 {
            bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
        }
        self = String(decoding: bytes, as: UTF8.self)
    }
}

/// An identifier or a vocabulary is stored as its raw value; a conforming type has nothing to add.
extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    package static var postgresType: PostgresType { RawValue.postgresType }
    package func encode(into bytes: inout [UInt8]) { rawValue.encode(into: &bytes) }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    package static var readableTypes: [PostgresType] { RawValue.readableTypes }

    package init(from cell: Cell) throws(DatabaseError) {
        guard let value = Self(rawValue: try RawValue(from: cell)) else {
            throw cell.fault("holds a word that \(Self.self) does not have")
        }
        self = value
    }
}
