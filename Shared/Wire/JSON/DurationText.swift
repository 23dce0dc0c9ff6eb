/// Durations in JSON: seconds with up to six decimals and an `s`, such as `1.5s`.
enum DurationText {
    static func text(of microseconds: Int64) -> String {
        let (seconds, rest) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let sign = microseconds < 0 ? "-" : ""
        guard rest != 0 else { return "\(sign)\(seconds)s" }
        var digits = String(rest)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(sign)\(seconds).\(digits)s"
    }

    /// Nil when `text` is not that, or too long for an Int64 of microseconds.
    static func microseconds(of text: String) -> Int64? {
        guard text.hasSuffix("s") else { return nil }
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).dropLast()
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard let whole = parts.first, isDigits(whole), isDigits(fraction), fraction.count <= 6
        else { return nil }
        let padded = fraction + String(repeating: "0", count: 6 - fraction.count)
        // One number of all digits, so that the smallest Int64 is reached as well.
        return Int64((isNegative ? "-" : "") + whole + padded)
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}
