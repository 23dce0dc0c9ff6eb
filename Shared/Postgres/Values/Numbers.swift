extension Bool: PostgresCodable {
    package static var postgresType: PostgresType { .bool }
    package static let readableTypes: [PostgresType] = [.bool]
    package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
    package init(from cell: Cell) throws(DatabaseError) { self = try cell.value(count: 1)[0] != 0 }
}

extension Int: PostgresCodable {
    package static var postgresType: PostgresType { .int8 }
    package static let readableTypes: [PostgresType] = [.int8, .int4, .int2]
    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: Int64(self)) }
    package init(from cell: Cell) throws(DatabaseError) { self = Int(try Int64(from: cell)) }
}

extension Int64: PostgresCodable {
    package static var postgresType: PostgresType { .int8 }
    package static let readableTypes: [PostgresType] = [.int8, .int4, .int2]
    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }

    package init(from cell: Cell) throws(DatabaseError) {
        let bytes = try cell.value()
        switch bytes.count {
        case 8: self = bytes.bigEndian()
        case 4: self = Int64(bytes.bigEndian(Int32.self))
        case 2: self = Int64(bytes.bigEndian(Int16.self))
        default: throw cell.fault("has \(bytes.count) bytes, which no integer has")
        }
    }
}

extension Int32: PostgresCodable {
    package static var postgresType: PostgresType { .int4 }
    package static let readableTypes: [PostgresType] = [.int4, .int2]
    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }

    package init(from cell: Cell) throws(DatabaseError) {
        let bytes = try cell.value()
        switch bytes.count {
        case 4: self = bytes.bigEndian()
        case 2: self = Int32(bytes.bigEndian(Int16.self))
        default: throw cell.fault("has \(bytes.count) bytes, which no int4 has")
        }
    }
}

/// Postgres has no unsigned integer: `xid8`, the id of a transaction, is its one type of 64 bits.
extension UInt64: PostgresCodable {
    package static var postgresType: PostgresType { .xid8 }
    package static let readableTypes: [PostgresType] = [.xid8]
    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    package init(from cell: Cell) throws(DatabaseError) {
        self = try cell.value(count: 8).bigEndian()
    }
}

extension Double: PostgresCodable {
    package static var postgresType: PostgresType { .float8 }
    package static let readableTypes: [PostgresType] = [.float8, .float4]
    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }

    package init(from cell: Cell) throws(DatabaseError) {
        let bytes = try cell.value()
        switch bytes.count {
        case 8: self = Double(bitPattern: bytes.bigEndian())
        case 4: self = Double(Float(bitPattern: bytes.bigEndian()))
        default: throw cell.fault("has \(bytes.count) bytes, which no float has")
        }
    }
}
