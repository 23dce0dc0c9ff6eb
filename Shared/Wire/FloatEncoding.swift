extension WireEncoder {
    /// The shortest of the three float forms that keeps the value; every NaN is `f97e00`.
    @inlinable
    public mutating func write(_ value: Double) {
        reserve(Self.headByteCountMax)
        let single = Float(value)
        if Double(single) == value {
            if let half = HalfFloat.exactly(single) {
                put(0xF9 as UInt8)
                put(half)
            } else {
                put(0xFA as UInt8)
                put(single.bitPattern)
            }
        } else if value.isNaN {
            put(0xF9 as UInt8)
            put(HalfFloat.notANumber)
        } else {
            put(0xFB as UInt8)
            put(value.bitPattern)
        }
    }
}

/// IEEE 754 binary16, as bits: `Float16` does not exist on every platform.
@usableFromInline
enum HalfFloat {
    @usableFromInline static let notANumber: UInt16 = 0x7E00

    /// The half with the same value; nil when there is none. Not for NaN.
    @inlinable
    static func exactly(_ single: Float) -> UInt16? {
        let bits = single.bitPattern
        let sign = UInt16(truncatingIfNeeded: bits >> 16 & 0x8000)
        let exponent = Int(bits >> 23 & 0xFF) - 127
        let fraction = bits & 0x7F_FFFF
        if fraction & 0x1FFF == 0, -14...15 ~= exponent {
            return sign | UInt16(exponent + 15) << 10 | UInt16(truncatingIfNeeded: fraction >> 13)
        }
        return rare(sign, exponent, fraction)
    }

    /// Zero, infinity and the subnormal halves.
    @usableFromInline
    static func rare(_ sign: UInt16, _ exponent: Int, _ fraction: UInt32) -> UInt16? {
        if exponent == -127 { return fraction == 0 ? sign : nil }
        if exponent == 128 { return fraction == 0 ? sign | 0x7C00 : nil }
        guard -24 ... -15 ~= exponent else { return nil }
        let shift = UInt32(-1 - exponent)
        let significand = fraction | 0x80_0000
        guard significand & (1 << shift - 1) == 0 else { return nil }
        return sign | UInt16(truncatingIfNeeded: significand >> shift)
    }

    /// Source: RFC 8949 appendix D.
    @inlinable
    static func value(of half: UInt16) -> Double {
        let exponent = Int(half >> 10 & 0x1F)
        let fraction = Double(half & 0x3FF)
        let magnitude: Double =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? .infinity : .nan
            default:
                (fraction + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
            }
        return half & 0x8000 == 0 ? magnitude : -magnitude
    }
}
