import Testing

/// One example of RFC 8949 appendix A.
struct Example: Sendable, CustomTestStringConvertible {
    var hex: String
    var diagnostic: String
    /// Whether it is in deterministic form, so that it writes back to the same bytes.
    var isDeterministic = true

    init(_ hex: String, _ diagnostic: String, isDeterministic: Bool = true) {
        self.hex = hex
        self.diagnostic = diagnostic
        self.isDeterministic = isDeterministic
    }

    var testDescription: String { hex }
}

/// A choice from appendix A, so that the claim holds where the file of all vectors is absent.
let examples: [Example] = [
    Example("00", "0"),
    Example("17", "23"),
    Example("1818", "24"),
    Example("1903e8", "1000"),
    Example("1a000f4240", "1000000"),
    Example("1b000000e8d4a51000", "1000000000000"),
    Example("1bffffffffffffffff", "18446744073709551615"),
    Example("c249010000000000000000", "2(h'010000000000000000')"),
    Example("3bffffffffffffffff", "-18446744073709551616"),
    Example("20", "-1"),
    Example("3903e7", "-1000"),
    Example("f90000", "0.0"),
    Example("f98000", "-0.0"),
    Example("f93c00", "1.0"),
    Example("fb3ff199999999999a", "1.1"),
    Example("f97bff", "65504.0"),
    Example("fa47c35000", "100000.0"),
    Example("fa7f7fffff", "3.4028234663852886e+38"),
    Example("fb7e37e43c8800759c", "1e+300"),
    Example("f90001", "5.960464477539063e-08"),
    Example("f90400", "6.103515625e-05"),
    Example("f9c400", "-4.0"),
    Example("fbc010666666666666", "-4.1"),
    Example("f97c00", "Infinity"),
    Example("f97e00", "NaN"),
    Example("f9fc00", "-Infinity"),
    Example("fa7f800000", "Infinity", isDeterministic: false),
    Example("fb7ff8000000000000", "NaN", isDeterministic: false),
    Example("fbfff0000000000000", "-Infinity", isDeterministic: false),
    Example("f4", "false"),
    Example("f5", "true"),
    Example("f6", "null"),
    Example("f7", "undefined"),
    Example("f0", "simple(16)"),
    Example("f8ff", "simple(255)"),
    Example("c074323031332d30332d32315432303a30343a30305a", #"0("2013-03-21T20:04:00Z")"#),
    Example("d818456449455446", "24(h'6449455446')"),
    Example("40", "h''"),
    Example("4401020304", "h'01020304'"),
    Example("60", #""""#),
    Example("62225c", #""\"\\""#),
    Example("62c3bc", #""ü""#),
    Example("64f0908591", "\"\u{10151}\""),
    Example("80", "[]"),
    Example("8301820203820405", "[1, [2, 3], [4, 5]]"),
    Example("a201020304", "{1: 2, 3: 4}"),
    Example("826161a161626163", #"["a", {"b": "c"}]"#),
    Example("5f42010243030405ff", "h'0102030405'", isDeterministic: false),
    Example("7f657374726561646d696e67ff", #""streaming""#, isDeterministic: false),
    Example("9f018202039f0405ffff", "[1, [2, 3], [4, 5]]", isDeterministic: false),
    Example("bf6346756ef563416d7421ff", #"{"Fun": true, "Amt": -2}"#, isDeterministic: false),
    // Not in the appendix: well-formed, but longer than need be, or out of order.
    Example("1817", "23", isDeterministic: false),
    Example("1900ff", "255", isDeterministic: false),
    Example("1a0000ffff", "65535", isDeterministic: false),
    Example("1b00000000ffffffff", "4294967295", isDeterministic: false),
    Example("3817", "-24", isDeterministic: false),
    Example("fa3f800000", "1.0", isDeterministic: false),
    Example("fb3ff0000000000000", "1.0", isDeterministic: false),
    Example("a203040102", "{3: 4, 1: 2}", isDeterministic: false),
    Example("780161", #""a""#, isDeterministic: false),
]

/// RFC 8949 appendix F.1, in hex.
let notWellFormed: [String] = [
    // End of input in a head.
    "18", "19", "1a", "1b", "1901", "1a0102", "1b01020304050607", "38", "58", "78", "98",
    "9a01ff00",
    "b8", "d8", "f8", "f900", "fa0000", "fb000000",
    // Definite-length strings with short data.
    "41", "61", "5affffffff00", "5bffffffffffffffff010203", "7affffffff00",
    "7b7fffffffffffffff010203",
    // Definite-length maps and arrays not closed with enough items.
    "81", "818181818181818181", "8200", "a1", "a20102", "a100", "a2000000",
    // A tag number not followed by its content.
    "c0",
    // Indefinite-length strings not closed by a break.
    "5f4100", "7f6100",
    // Indefinite-length maps and arrays not closed by a break.
    "9f", "9f0102", "bf", "bf01020102", "819f", "9f8000", "9f9f9f9f9fffffffff",
    "9f819f819f9fffffff",
    // Reserved additional information.
    "1c", "1d", "1e", "3c", "3d", "3e", "5c", "5d", "5e", "7c", "7d", "7e", "9c", "9d", "9e", "bc",
    "bd",
    "be", "dc", "dd", "de", "fc", "fd", "fe",
    // Reserved two-byte encodings of simple values.
    "f800", "f801", "f818", "f81f",
    // Indefinite-length string chunks that are not of the correct type.
    "5f00ff", "5f21ff", "5f6100ff", "5f80ff", "5fa0ff", "5fc000ff", "5fe0ff", "7f4100ff",
    // Indefinite-length string chunks that are not definite length.
    "5f5f4100ffff", "7f7f6100ffff",
    // A break on its own, or where an item must be.
    "ff", "81ff", "8200ff", "a1ff", "a1ff00", "a100ff", "a20000ff", "9f81ff",
    "9f829f819f9fffffffff",
    // A break where a map's value must be.
    "bf00ff", "bf000000ff",
    // Major types 0, 1 and 6 with additional information 31.
    "1f", "3f", "df",
]
