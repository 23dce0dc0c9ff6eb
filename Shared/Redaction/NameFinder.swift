/// Names of persons: behind words that announce one, and given names that are nothing else.
struct NameFinder {
    /// Names found before, in lower case, whole and in parts: however they are written now.
    var known: Set<String> = []

    func end(_ text: TextTokens, at start: Int) -> Int? {
        guard let token = text.token(start), token.kind == .word else { return nil }
        if known.contains(token.text), token.text.count > 2 {
            return token.isCapitalised || !NameWords.ambiguous.contains(token.text)
                ? surnameEnd(text, start) : nil
        }
        if let end = announcedEnd(text, start) { return end }
        guard token.isCapitalised, NameWords.given.contains(token.text), !isPlace(text, start)
        else { return nil }
        let end = surnameEnd(text, start)
        guard NameWords.ambiguous.contains(token.text) else { return end }
        // `Austin Reyes`, not `Austin` or `Austin, TX`.
        return end > start + 1 ? end : nil
    }

    /// `Travis County`, `Jackson Elementary`.
    private func isPlace(_ text: TextTokens, _ start: Int) -> Bool {
        guard let next = text.token(start + 1), next.isCapitalised else { return false }
        return NameWords.places.contains(next.text)
    }

    // MARK: - Announced

    private func announcedEnd(_ text: TextTokens, _ start: Int) -> Int? {
        guard let before = announcement(text, start), isNameLike(text, start, before) else {
            return nil
        }
        return surnameEnd(text, start, takesLower: before == .plain)
    }

    private enum Announcement {
        /// `my name is`: whatever follows is one, in capitals or not.
        case plain
        /// `Mr.`, `my wife`, `ask for`: a capital is one.
        case title
        /// `Hi`, `I'm`, `this is`: a capital is one unless it is a common word.
        case greeting
    }

    private func announcement(_ text: TextTokens, _ start: Int) -> Announcement? {
        func word(_ back: Int) -> String { text.word(start - back) ?? "" }
        let isGreetingMark = text.isMark(start - 1, ",") || text.isMark(start - 1, ".")
        let shift = isGreetingMark ? 1 : 0
        let (last, second, third) = (word(1 + shift), word(2 + shift), word(3 + shift))
        if last == "is", second == "name", third == "my" { return .plain }
        if ["names", "named"].contains(last), second == "my" || last == "named" {
            return last == "names" ? .plain : .title
        }
        if NameWords.titles.contains(last) { return .title }
        if isGreetingMark {
            guard text.isMark(start - 1, ","), !(text.token(start)?.beginsLine ?? false) else {
                return signature(text, start)
            }
            if NameWords.kin.contains(last) { return .greeting }
            return ["hi", "hello", "hey", "thanks"].contains(last) ? .greeting : nil
        }
        if NameWords.kin.contains(last), ["my", "our", "her", "his", "your"].contains(second) {
            return .title
        }
        if last == "for", ["ask", "asked", "looking"].contains(second) { return .greeting }
        if NameWords.greetings.contains(last) { return .greeting }
        if last == "am", second == "i" { return .greeting }
        if last == "is", ["this", "here"].contains(second) { return .greeting }
        return nil
    }

    /// `Best,` and a name on a line of its own.
    private func signature(_ text: TextTokens, _ start: Int) -> Announcement? {
        guard text.token(start)?.beginsLine == true, let last = text.word(start - 2) else {
            return nil
        }
        return ["best", "regards", "thanks", "sincerely", "cheers"].contains(last) ? .title : nil
    }

    private func isNameLike(_ text: TextTokens, _ start: Int, _ before: Announcement) -> Bool {
        guard let token = text.token(start), token.text.count > 1 else { return false }
        let isCommon = NameWords.common.contains(token.text)
        switch before {
        case .plain: return !isCommon
        case .title: return token.isCapitalised && !isCommon
        case .greeting:
            guard token.isCapitalised, !isCommon else { return false }
            guard !isPlace(text, start) else { return false }
            // `This is Austin` may be the town, `I'm Interested` a style.
            if NameWords.given.contains(token.text) { return true }
            return isFollowedByNameEnd(text, start)
        }
    }

    /// `Hi Ngozi,` and `this is Priya Raman from …`, but not `Hello World Realty`.
    private func isFollowedByNameEnd(_ text: TextTokens, _ start: Int) -> Bool {
        guard let next = text.token(start + 1) else { return true }
        if next.beginsLine { return true }
        if next.kind == .mark { return [",", ".", "!", "-", "—", "?"].contains(next.text) }
        if next.isCapitalised {
            return !NameWords.common.contains(next.text)
                && !(text.token(start + 2)?.isCapitalised ?? false)
        }
        return ["from", "with", "at", "here", "and", "calling", "again", "speaking"].contains(
            next.text)
    }

    // MARK: - Surnames

    /// The end of the name whose first word stands at `start`: capitals behind it belong to it.
    private func surnameEnd(_ text: TextTokens, _ start: Int, takesLower: Bool = false) -> Int {
        var next = start + 1
        // Maria J. Lopez.
        if let initial = text.token(next), initial.kind == .word, initial.text.count == 1,
            initial.isCapitalised, text.isMark(next + 1, "."),
            text.token(next + 2)?.isCapitalised == true
        {
            next += 2
        }
        while next < start + 5, let token = text.token(next), token.kind == .word, !token.beginsLine
        {
            let isPart = NameWords.particles.contains(token.text)
            if isPart, text.token(next + 1)?.isCapitalised == true {
                next += 1
                continue
            }
            let isLower = takesLower && next == start + 1 && token.text.count > 2
            guard token.isCapitalised || isLower, !NameWords.common.contains(token.text),
                !NameWords.places.contains(token.text)
            else { break }
            next += 1
            // O-Neil, Smith-Jones.
            if text.isMark(next, "-"), text.tokens[next].isGlued,
                let second = text.token(next + 1), second.isCapitalised, second.isGlued
            {
                next += 2
            }
            break
        }
        return next
    }
}
