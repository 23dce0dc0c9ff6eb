/// Takes what is personal out of texts and puts it back into answers.
///
/// One redactor serves one conversation: the same words have the same placeholder in all its
/// messages, so that a reader still knows who is who. What stands behind a placeholder never leaves
/// this value: drop it, and nobody can put it back.
///
///     var redactor = Redactor()
///     let safe = redactor.redact("I'm Maria, 512-555-0134")     // I'm [NAME_1], [PHONE_1]
///     redactor.restore("Call [NAME_1] back.")                   // Call Maria back.
///
/// What it cannot catch: given names beyond its list that nothing announces, names in small letters
/// that nothing announces, streets without a house number, numbers in words other than digit by
/// digit, and whatever only its reader knows to be a person ("the dentist next door").
package struct Redactor: Sendable {
    /// What logs leave out: there, ids and measures look like names and streets.
    package static let logKinds: Set<PersonalKind> = [.phone, .email, .card, .identity]

    private let kinds: Set<PersonalKind>
    private var names = NameFinder()
    private var placeholders: [String: String] = [:]
    private var originals: [String: String] = [:]
    private var counts: [PersonalKind: Int] = [:]

    /// `names` are known from elsewhere, such as the CRM's.
    package init(
        kinds: Set<PersonalKind> = Set(PersonalKind.allCases), names: [String] = []
    ) {
        self.kinds = kinds
        for name in names { learn(name) }
    }

    /// How many different things of each kind it has taken out.
    package var figures: [PersonalKind: Int] { counts }

    /// Putting everything back gives `text` again, byte by byte.
    package mutating func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        for finding in find(in: text) {
            result += bytes[at..<finding.bytes.lowerBound]
            let original = String(decoding: bytes[finding.bytes], as: UTF8.self)
            result += placeholder(for: original, finding.kind).utf8
            at = finding.bytes.upperBound
        }
        return String(decoding: result + bytes[at...], as: UTF8.self)
    }

    /// Puts back what `redact` took out; what is no placeholder of this redactor stays.
    package func restore(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        // By bytes: a mark that combines with the bracket before it does not hide it.
        while let open = bytes[at...].firstIndex(of: UInt8(ascii: "[")) {
            result += bytes[at..<open]
            let end =
                bytes[open...].prefix(Self.placeholderByteCountMax)
                .firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? open + 1
            let original = originals[String(decoding: bytes[open..<end], as: UTF8.self)]
            result += original.map { Array($0.utf8) } ?? [bytes[open]]
            at = original == nil ? open + 1 : end
        }
        return String(decoding: result + bytes[at...], as: UTF8.self)
    }

    /// `[IDENTITY_` and a number.
    private static let placeholderByteCountMax = 24

    // MARK: - Finding

    /// In order, none over another.
    package mutating func find(in text: String) -> [PersonalFinding] {
        // Words that are found announced are names wherever else they stand, even before.
        var (findings, found) = pass(text)
        if found, kinds.contains(.name) { (findings, _) = pass(text) }
        return findings
    }

    private mutating func pass(_ text: String) -> ([PersonalFinding], learned: Bool) {
        let tokens = TextTokens(text)
        var findings: [PersonalFinding] = []
        var (at, learned) = (0, false)
        while at < tokens.count {
            guard let (kind, end) = first(tokens, at) else {
                at += 1
                continue
            }
            let bytes = tokens.bytes(at..<end)
            findings.append(PersonalFinding(kind: kind, bytes: bytes))
            if kind == .name {
                let before = names.known.count
                for token in tokens.tokens[at..<end] where token.kind == .word {
                    learn(token.text)
                }
                learned = learned || names.known.count > before
            }
            at = end
        }
        let length = text.utf8.count
        if tokens.count == TextTokens.tokenCountMax, let last = tokens.tokens.last,
            last.bytes.upperBound < length
        {
            findings.append(PersonalFinding(kind: .text, bytes: last.bytes.upperBound..<length))
        }
        return (findings, learned)
    }

    /// What begins at token `at`, the surest kind first, and where it ends.
    private func first(_ text: TextTokens, _ at: Int) -> (PersonalKind, Int)? {
        func look(_ kind: PersonalKind, _ find: (TextTokens, Int) -> Int?) -> (PersonalKind, Int)? {
            guard kinds.contains(kind) else { return nil }
            return find(text, at).map { (kind, $0) }
        }
        let run = text.word(at) == nil ? DigitRun(text, at: at) : nil
        func lookInRun(
            _ kind: PersonalKind, _ find: (TextTokens, DigitRun) -> Int?
        ) -> (PersonalKind, Int)? {
            run.flatMap { run in look(kind) { text, _ in find(text, run) } }
        }
        switch text.tokens[at].kind {
        case .mark:
            if text.isMark(at, "[") { return placeholderEnd(text, at).map { (.text, $0) } }
            return lookInRun(.phone, PhoneFinder.end)
        case .number:
            return look(.email, EmailFinder.end) ?? lookInRun(.card, CardFinder.end)
                ?? look(.licence, LicenceFinder.end) ?? lookInRun(.identity, IdentityFinder.end)
                ?? lookInRun(.phone, PhoneFinder.end) ?? look(.address, AddressFinder.end)
        case .word:
            return look(.email, EmailFinder.end) ?? look(.licence, LicenceFinder.end)
                ?? look(.phone, PhoneFinder.spokenEnd) ?? look(.address, AddressFinder.end)
                ?? look(.name, names.end)
        }
    }

    /// A text may hold what looks like one of ours: it is taken out as well, or an answer would put
    /// somebody's number in its place.
    private func placeholderEnd(_ text: TextTokens, _ at: Int) -> Int? {
        guard text.isMark(at, "["), let word = text.word(at + 1),
            PersonalKind(rawValue: word) != nil, text.isMark(at + 2, "_"),
            text.digits(at + 3) != nil, text.isMark(at + 4, "]")
        else { return nil }
        return at + 5
    }

    // MARK: - Remembering

    private mutating func learn(_ name: String) {
        for word in name.lowercased().split(separator: " ") where word.count > 2 {
            let isPlain =
                NameWords.common.contains(String(word))
                || NameWords.particles.contains(String(word))
            if !isPlain { names.known.insert(String(word)) }
        }
    }

    private mutating func placeholder(for original: String, _ kind: PersonalKind) -> String {
        if let known = placeholders[original] { return known }
        counts[kind, default: 0] += 1
        let placeholder = kind.placeholder(counts[kind, default: 1])
        placeholders[original] = placeholder
        originals[placeholder] = original
        return placeholder
    }
}
