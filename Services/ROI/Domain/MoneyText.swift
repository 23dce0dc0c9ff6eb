import Identifiers

extension Money {
    /// For reading: `USD 1,234.50`.
    package var text: String {
        let decimals = Self.decimals[currency] ?? 2
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

    /// Currencies without two decimals. Source: ISO 4217, list one, 2024.
    private static let decimals = [
        "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
        "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
        "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    ]
}
