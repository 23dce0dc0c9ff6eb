import NIOCore
import RPC
import Wire

/// Writes the frames that a script describes; README.md lists the forms.
struct FrameScript {
    let step: Datum

    /// The frames of this step, one after the other; nil when the step sends none.
    func bytes(repeating place: Int = 0) -> ByteBuffer? {
        if let hex = step["send"]?.text { return ByteBuffer(bytes: hexBytes(hex)) }
        guard let (name, fields) = frame else { return nil }
        var out = ByteBuffer()
        let body = body(name, fields)
        let stream = UInt32(fields["stream"]?.integer ?? 0) + UInt32(rises(fields) ? place : 0)
        let length = fields["length"]?.integer ?? body.readableBytes + Frame.fixedByteCount
        out.writeMultipleIntegers(
            UInt32(truncatingIfNeeded: length), type(name, fields), flags(fields), stream)
        out.writeImmutableBuffer(body)
        return out
    }

    var times: Int { step["times"]?.integer ?? 1 }

    private static let names = [
        "hello", "request", "response", "data", "credit", "cancel", "ping", "goaway", "frame",
    ]

    private var frame: (String, Datum)? {
        for name in Self.names { if let fields = step[name] { return (name, fields) } }
        return nil
    }

    private func rises(_ fields: Datum) -> Bool { fields["rising"] == .boolean(true) }

    private func type(_ name: String, _ fields: Datum) -> UInt8 {
        UInt8(fields["type"]?.integer ?? (Self.names.firstIndex(of: name) ?? 0) + 1)
    }

    private func flags(_ fields: Datum) -> UInt8 {
        if let number = fields["flags"]?.integer { return UInt8(number) }
        let bits: [String: UInt8] = ["end": 1, "more": 2, "compressed": 4, "ack": 8]
        let words = fields["flags"]?.list?.compactMap(\.text) ?? [fields["flags"]?.text ?? ""]
        return words.reduce(0) { $0 | (bits[$1] ?? 0) }
    }

    private func body(_ name: String, _ fields: Datum) -> ByteBuffer {
        if let body = fields["body"] { return ByteBuffer(bytes: octets(body)) }
        var out = ByteBuffer()
        let number = { (name: String, otherwise: Int) in fields[name]?.integer ?? otherwise }
        switch name {
        case "hello": out.writeBytes(helloBody(fields))
        case "request":
            let header = fields["header"].map(octets) ?? []
            out.writeInteger(UInt16(number("method", 0)))
            out.writeInteger(UInt64(number("timeout_us", 0)))
            out.writeInteger(UInt16(number("header_length", header.count)))
            out.writeBytes(header)
            out.writeBytes(fields["message"].map(octets) ?? [])
        case "response":
            let trailer = fields["trailer"].map(octets) ?? []
            out.writeInteger(UInt8(number("status", 0)))
            out.writeInteger(UInt64(0))
            out.writeInteger(UInt16(number("trailer_length", trailer.count)))
            out.writeBytes(trailer)
            out.writeBytes(fields["message"].map(octets) ?? [])
        case "credit": out.writeInteger(UInt32(number("bytes", 0)))
        case "cancel": out.writeInteger(UInt8(number("status", 1)))
        case "ping": out.writeInteger(UInt64(number("token", 0)))
        case "goaway":
            out.writeInteger(UInt32(number("last", 0)))
            out.writeInteger(UInt8(number("status", 0)))
            out.writeString(fields["reason"]?.text ?? "")
        default: break
        }
        return out
    }

    /// A HELLO that is in order but for the fields that the script names.
    private func helloBody(_ fields: Datum) -> [UInt8] {
        var limits = Limits()
        limits.streamCredit = fields["stream_credit"]?.integer ?? limits.streamCredit
        limits.connectionCredit = fields["connection_credit"]?.integer ?? limits.connectionCredit
        limits.frameBytes = fields["frame_bytes"]?.integer ?? limits.frameBytes
        let methods = fields["methods"]?.list?.map { method in
            MethodDescriptor(
                name: method["name"]?.text ?? "",
                kind: MethodKind(rawValue: UInt8(method["kind"]?.integer ?? 0)) ?? .unary)
        }
        var hello = Hello(service: "raw", methods: methods, digest: nil, limits: limits)
        hello.version = UInt(fields["version"]?.integer ?? 1)
        hello.compressions = fields["compressions"]?.list?.compactMap(\.text)
        hello.dictionaries = fields["dictionaries"]?.list?.compactMap { $0.integer.map(UInt.init) }
        return hello.wireBytes()
    }

    /// Hex, `{zeros: 9}`, `{zstd: {…}}`, or `{ask: {…}}`, a request of the conformance contract.
    private func octets(_ datum: Datum) -> [UInt8] {
        if let hex = datum.text { return hexBytes(hex) }
        if let fields = datum["zstd"] {
            return ZstdScript(fields: fields).bytes(of: fields["of"].map(octets) ?? [])
        }
        if let count = datum["zeros"]?.integer { return [UInt8](repeating: 0, count: count) }
        if let word = datum["repeat"]?.text, let times = datum["count"]?.integer {
            return Array(repeatElement(hexBytes(word), count: times).joined())
                + hexBytes(datum["tail"]?.text ?? "")
        }
        guard let ask = datum["ask"] else { return [] }
        return askBytes(ask)
    }

    /// `{0: case, 1: payload, 2: 0, 3: {1: wait in milliseconds}}` in CBOR.
    private func askBytes(_ ask: Datum) -> [UInt8] {
        let name = Array((ask["case"]?.text ?? "raw").utf8)
        let wait = UInt16(ask["wait_ms"]?.integer ?? 0)
        let replies = ask["replies"]?["times"]?.integer ?? 0
        let bytes = ask["replies"]?["bytes"]?.integer ?? 0
        var plan: [UInt8] = replies > 0 ? [0xA2, 0x00] + array(replies, of: bytes) : [0xA1]
        plan += [0x01] + head(0, Int(wait))
        return [0xA4, 0x00] + head(3, name.count) + name + [0x01, 0x40, 0x02, 0x00, 0x03] + plan
    }

    private func array(_ count: Int, of value: Int) -> [UInt8] {
        head(4, count) + (0..<count).flatMap { _ in head(0, value) }
    }

    /// The shortest head of a CBOR item.
    private func head(_ major: UInt8, _ value: Int) -> [UInt8] {
        let high = major << 5
        switch value {
        case ..<24: return [high | UInt8(value)]
        case ..<256: return [high | 24, UInt8(value)]
        case ..<65_536: return [high | 25, UInt8(value >> 8), UInt8(value & 0xFF)]
        default:
            return [high | 26]
                + stride(from: 24, through: 0, by: -8).map {
                    UInt8(value >> $0 & 0xFF)
                }
        }
    }
}

/// The bytes of hex digits; blanks between them are for readers.
func hexBytes(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}
