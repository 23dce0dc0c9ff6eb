extension WireValue where Self: FixedWidthInteger & SignedInteger {
    public static var wireType: WireType { .signed(bits: bitWidth) }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(Int64(self)) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        let itemStart = decoder.offset
        let value = try decoder.readInt64()
        guard let number = Self(exactly: value) else { throw WireError(.outOfRange, at: itemStart) }
        self = number
    }
}

extension WireValue where Self: FixedWidthInteger & UnsignedInteger {
    public static var wireType: WireType { .unsigned(bits: bitWidth) }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(UInt64(self)) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        let itemStart = decoder.offset
        let value = try decoder.readUInt64()
        guard let number = Self(exactly: value) else { throw WireError(.outOfRange, at: itemStart) }
        self = number
    }
}

extension Int: WireValue {}
extension Int8: WireValue {}
extension Int16: WireValue {}
extension Int32: WireValue {}
extension Int64: WireValue {}
extension UInt: WireValue {}
extension UInt16: WireValue {}
extension UInt32: WireValue {}
extension UInt64: WireValue {}

extension Bool: WireValue {
    public static var wireType: WireType { .boolean }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(self) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self = try decoder.readBool()
    }
}

extension Double: WireValue {
    public static var wireType: WireType { .float }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(self) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self = try decoder.readDouble()
    }
}

extension String: WireValue {
    public static var wireType: WireType { .text }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(self) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self = try decoder.readString()
    }
}

/// A byte: an unsigned integer alone, a byte string in an array.
extension UInt8: WireValue {
    public static var wireArrayType: WireType { .bytes }

    @inlinable
    public static func encodeArray(_ values: [UInt8], into encoder: inout WireEncoder) {
        encoder.write(values)
    }

    @inlinable
    public static func decodeArray(
        from decoder: inout WireDecoder
    ) throws(WireError) -> [UInt8] {
        try decoder.readBytes()
    }
}
