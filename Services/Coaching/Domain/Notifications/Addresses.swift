/// Whether something can be an address at all; whether anybody is there, only a try shows.
package enum Addresses {
    /// One mailbox, `name@domain`: what everybody's mail has of RFC 5321 §4.1.2, without quoted names
    /// and numbers for domains.
    package static func isMail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
            (1...253).contains(parts[1].utf8.count)
        else { return false }
        return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || signs.contains($0) }
        }
            && parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0.first != "-" && $0.last != "-"
                    && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }

    /// ITU-T E.164: at most 15 digits; a shorter number than 5 is a service of one network.
    package static func isPhone(_ text: String) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        return (5...15).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// `atext` of RFC 5322 §3.2.3 beside letters and digits.
    private static let signs = Set("!#$%&'*+-/=?^_`{|}~")
}
