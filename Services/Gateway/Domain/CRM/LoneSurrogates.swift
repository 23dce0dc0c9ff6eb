/// Halves of surrogate pairs in JSON: programs that cut texts by UTF-16 units write them (RFC 8259 §8.2
/// leaves to the reader what they mean).
package enum LoneSurrogates {
    /// The JSON with U+FFFD for every half that stands alone; O(n).
    package static func replaced(in json: String) -> String {
        guard json.contains(#"\u"#) else { return json }
        var bytes = Array(json.utf8)
        var place = 0
        while let escape = bytes[place...].firstIndex(of: UInt8(ascii: "\\")) {
            guard let unit = unit(at: escape, in: bytes) else {
                // Another escape, with the sign that it escapes.
                place = min(escape + 2, bytes.count)
                continue
            }
            place = escape + escapeLength
            switch unit {
            case 0xD800...0xDBFF:
                if let next = self.unit(at: place, in: bytes), 0xDC00...0xDFFF ~= next {
                    place += escapeLength
                } else {
                    bytes.replaceSubrange(escape + 2..<place, with: replacement)
                }
            case 0xDC00...0xDFFF: bytes.replaceSubrange(escape + 2..<place, with: replacement)
            default: break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Of `\uXXXX`.
    private static let escapeLength = 6
    private static let replacement = Array("FFFD".utf8)

    /// Nil where no `\uXXXX` begins.
    private static func unit(at place: Int, in bytes: [UInt8]) -> UInt16? {
        guard place + escapeLength <= bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt16(
            String(decoding: bytes[place + 2..<place + escapeLength], as: UTF8.self), radix: 16)
    }
}
