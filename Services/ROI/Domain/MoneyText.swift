import Identifiers

extension Money {
    /// For reading: `USD 1,234.50`.
    package var text: String {
        let decimals = Self.decimals(of: currency)
        var digits = String(minorUnits.magnitude)
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let fraction = digits.suffix(decimals)
        let sign = minorUnits < 0 ? "-" : ""
        let whole = String(digits.dropLast(decimals)).groupedDigits
        return "\(currency) \(sign)\(whole)\(decimals > 0 ? "." : "")\(fraction)"
    }

    /// Rounded to whole units of the currency: `USD 1,235`.
    package var wholeText: String {
        var units = Double(minorUnits)
        for _ in 0..<Self.decimals(of: currency) { units /= 10 }
        let sign = minorUnits < 0 && units.rounded() != 0 ? "-" : ""
        return "\(currency) \(sign)\(Int64(abs(units).rounded()).grouped)"
    }
}

extension BinaryInteger {
    /// `1,234`.
    var grouped: String { (self < 0 ? "-" : "") + String(magnitude).groupedDigits }
}

extension String {
    /// A comma before every third digit from the end.
    fileprivate var groupedDigits: String {
        var text = ""
        for (index, digit) in enumerated() {
            if index > 0, (count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
