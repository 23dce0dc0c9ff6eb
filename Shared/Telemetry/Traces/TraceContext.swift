/// Which trace a span belongs to, and which span it is: W3C Trace Context.
package struct TraceContext: Sendable, Hashable {
    /// 128 bits that are not all zero: the same for everything that one outermost call causes.
    package var trace: TraceID
    /// Not zero.
    package var span: SpanID
    /// Whether somebody keeps the spans of this trace.
    package var isSampled: Bool
    /// The vendors' own words, as they came; nil for none.
    package var state: TraceState?

    package init(trace: TraceID, span: SpanID, isSampled: Bool, state: TraceState? = nil) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
        self.state = state
    }

    /// The value of `traceparent` that says this: always version 00.
    package var traceparent: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

    /// Reads `traceparent`; nil when it is not one, and a trace must begin anew.
    ///
    /// A version above 00 may go on after its flags; of those only `sampled` is known.
    /// Source: W3C Trace Context level 1, §3.2.
    package init?(traceparent text: String, tracestate: String? = nil) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 55, bytes[2] == Self.dash, bytes[35] == Self.dash,
            bytes[52] == Self.dash,
            let version = UInt64(lowercaseHex: bytes[0..<2]), version != 0xFF,
            bytes.count == 55 || (version > 0 && bytes[55] == Self.dash),
            let trace = TraceID(lowercaseHex: bytes[3..<35]),
            let span = SpanID(lowercaseHex: bytes[36..<52]),
            let flags = UInt64(lowercaseHex: bytes[53..<55])
        else { return nil }
        self.init(
            trace: trace, span: span, isSampled: flags & 1 == 1,
            state: tracestate.flatMap(TraceState.init))
    }

    private static let dash = UInt8(ascii: "-")
}

/// 16 bytes; in text 32 hex digits.
package struct TraceID: Sendable, Hashable, CustomStringConvertible {
    let high: UInt64
    let low: UInt64

    /// Nil for zero.
    package init?(high: UInt64, low: UInt64) {
        guard high | low != 0 else { return nil }
        self.init(high, low)
    }

    private init(_ high: UInt64, _ low: UInt64) { (self.high, self.low) = (high, low) }

    package init?(_ text: String) { self.init(lowercaseHex: Array(text.utf8)[...]) }

    init?(lowercaseHex digits: ArraySlice<UInt8>) {
        guard digits.count == 32, let high = UInt64(lowercaseHex: digits.prefix(16)),
            let low = UInt64(lowercaseHex: digits.suffix(16))
        else { return nil }
        self.init(high: high, low: low)
    }

    package static func random() -> TraceID {
        // The low half is never zero.
        TraceID(.random(in: 0 ... .max), .random(in: 1 ... .max))
    }

    package var description: String { high.lowercaseHex + low.lowercaseHex }
}

/// 8 bytes; in text 16 hex digits.
package struct SpanID: Sendable, Hashable, CustomStringConvertible {
    let bits: UInt64

    /// Nil for zero.
    package init?(_ bits: UInt64) {
        guard bits != 0 else { return nil }
        self.init(known: bits)
    }

    private init(known bits: UInt64) { self.bits = bits }

    init?(lowercaseHex digits: ArraySlice<UInt8>) {
        guard let bits = UInt64(lowercaseHex: digits) else { return nil }
        self.init(bits)
    }

    package static func random() -> SpanID {
        SpanID(known: .random(in: 1 ... .max))
    }

    package var description: String { bits.lowercaseHex }
}

extension UInt64 {
    /// Nil when a digit is anything but 0–9 and a–f.
    fileprivate init?(lowercaseHex digits: ArraySlice<UInt8>) {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        self = value
    }

    fileprivate var lowercaseHex: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
