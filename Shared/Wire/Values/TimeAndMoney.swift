import Identifiers

extension Instant: WireValue {
    public static var wireType: WireType { .instant }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(microseconds) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init(microseconds: try decoder.readInt64())
    }
}

extension Duration: WireValue {
    public static var wireType: WireType { .duration }

    /// Whole microseconds, rounded towards zero.
    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(microseconds) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self = .microseconds(try decoder.readInt64())
    }
}

extension CalendarDate: WireValue {
    public static var wireType: WireType { .date }

    public func encode(into encoder: inout WireEncoder) { encoder.write(description) }

    public init(from decoder: inout WireDecoder) throws(WireError) {
        let itemStart = decoder.offset
        guard let date = CalendarDate(try decoder.readString()) else {
            throw WireError(.invalid("a date that is not in the form 2026-01-05"), at: itemStart)
        }
        self = date
    }
}

extension Money: WireMessage {
    public static let wireSchema = WireSchema(
        "Money",
        [
            WireSchema.Field(0, "minor_units", Int64.wireType),
            WireSchema.Field(1, "currency", String.wireType),
        ])

    public func encode(into encoder: inout WireEncoder) {
        encoder.beginMap(2)
        encoder.field(0, minorUnits)
        encoder.field(1, currency)
    }

    public init(from decoder: inout WireDecoder) throws(WireError) {
        var map = try decoder.beginMap()
        let minorUnits: Int64 = try decoder.required(0, "minor_units", of: "Money", in: &map)
        let currency: String = try decoder.required(1, "currency", of: "Money", in: &map)
        try decoder.endMap(map)
        self.init(minorUnits: minorUnits, currency: currency)
    }
}
