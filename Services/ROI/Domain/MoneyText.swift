import Identifiers

extension Money {
    /// For reading: `USD 1,234.50`.
    package var text: String {
        let decimals = Self.decimals(of: currency)
        var digits = String(minorUnits.magnitude)
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let fraction = digits.suffix(decimals)
        let sign = minorUnits < 0 ? "-" : ""
        let whole = Self.grouped(digits.dropLast(decimals))
        return "\(currency) \(sign)\(whole)\(decimals > 0 ? "." : "")\(fraction)"
    }

    private static func grouped(_ digits: Substring) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
