/// The vendors' own words about a trace, handed on as they came.
///
/// Source: W3C Trace Context level 1, §3.3.
package struct TraceState: Sendable, Hashable, CustomStringConvertible {
    private static let memberCountMax = 32
    /// What everybody must hand on, and we do no more.
    private static let byteCountMax = 512
    /// Members above it go first where there is too much.
    private static let longMember = 128

    package let description: String

    /// Nil when it is empty or breaks the grammar: then none of it is believed.
    package init?(_ text: String) {
        var members: [Substring.UTF8View] = []
        var keys: Set<String> = []
        for part in text.utf8.split(separator: UInt8(ascii: ",")) {
            let member = part.trimmed
            guard !member.isEmpty else { continue }
            guard let equals = member.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let (key, value) = (member[..<equals], member[member.index(after: equals)...])
            guard Self.isKey(key), Self.isValue(value), keys.insert(String(Substring(key))).inserted
            else { return nil }
            members.append(member)
        }
        guard members.count <= Self.memberCountMax else { return nil }
        Self.shorten(&members)
        guard !members.isEmpty else { return nil }
        description = members.map { String(Substring($0)) }.joined(separator: ",")
    }

    private static func shorten(_ members: inout [Substring.UTF8View]) {
        func byteCount() -> Int { members.reduce(-1) { $0 + $1.count + 1 } }
        while byteCount() > byteCountMax,
            let long = members.lastIndex(where: { $0.count > longMember })
        {
            members.remove(at: long)
        }
        while byteCount() > byteCountMax { members.removeLast() }
    }

    /// `vendor`, or `tenant@vendor`.
    private static func isKey(_ key: Substring.UTF8View) -> Bool {
        guard let at = key.firstIndex(of: UInt8(ascii: "@")) else {
            return key.count <= 256 && key.first.map(isLetter) ?? false && key.allSatisfy(isWord)
        }
        let (tenant, vendor) = (key[..<at], key[key.index(after: at)...])
        return (1...241).contains(tenant.count) && (1...14).contains(vendor.count)
            && (tenant.first.map { isLetter($0) || isDigit($0) } ?? false)
            && (vendor.first.map(isLetter) ?? false)
            && tenant.allSatisfy(isWord) && vendor.allSatisfy(isWord)
    }

    private static func isValue(_ value: Substring.UTF8View) -> Bool {
        (1...256).contains(value.count)
            && value.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || "_-*/".utf8.contains(byte)
    }
}

extension Substring.UTF8View {
    /// Without the spaces and tabs around it.
    fileprivate var trimmed: Substring.UTF8View {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = firstIndex(where: { !isSpace($0) }),
            let last = lastIndex(where: { !isSpace($0) })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
