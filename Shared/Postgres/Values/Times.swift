import Identifiers

extension Instant: PostgresCodable {
    package static var postgresType: PostgresType { .timestamptz }
    package static let readableTypes: [PostgresType] = [.timestamptz]

    /// 2000-01-01T00:00:00Z, from which Postgres counts microseconds.
    private static var postgresEpoch: Int64 { 946_684_800_000_000 }

    /// A time that Postgres cannot hold becomes one that it refuses, never an infinity.
    package func encode(into bytes: inout [UInt8]) {
        let (shifted, hasOverflowed) = microseconds.subtractingReportingOverflow(Self.postgresEpoch)
        bytes.append(bigEndian: hasOverflowed || shifted == .min ? Int64.min + 1 : shifted)
    }

    package init(from cell: Cell) throws(DatabaseError) {
        let shifted: Int64 = try cell.value(count: 8).bigEndian()
        let (microseconds, hasOverflowed) = shifted.addingReportingOverflow(Self.postgresEpoch)
        guard !hasOverflowed, shifted != .min else { throw cell.fault("is an infinite time") }
        self.init(microseconds: microseconds)
    }
}

extension CalendarDate: PostgresCodable {
    package static var postgresType: PostgresType { .date }
    package static let readableTypes: [PostgresType] = [.date]

    /// 2000-01-01, from which Postgres counts days.
    private static var postgresEpoch: Int { 10_957 }

    package func encode(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: Int32(clamping: daysSinceEpoch - Self.postgresEpoch))
    }

    package init(from cell: Cell) throws(DatabaseError) {
        let days: Int32 = try cell.value(count: 4).bigEndian()
        guard days != .max, days != .min else { throw cell.fault("is an infinite date") }
        self.init(daysSinceEpoch: Int(days) + Self.postgresEpoch)
    }
}
