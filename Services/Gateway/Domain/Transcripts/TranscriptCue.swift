import Identifiers

/// One timed piece of a transcript: the words of one speaker or of several, in their order.
struct TranscriptCue {
    private struct Part {
        var speaker: String
        var text: String
    }

    private let start: Duration
    private let end: Duration
    private var parts: [Part] = []
    /// Voice tags name its speakers, so that a colon is only a colon.
    private var hasVoices = false

    init(start: Duration, end: Duration) {
        self.start = start
        self.end = end
    }

    /// Takes one line of the cue; whoever it names speaks from there on.
    mutating func hear(_ line: String) {
        var rest = Substring(line)
        while let tag = Self.voiceTag(in: rest) {
            add(rest[..<tag.range.lowerBound])
            hasVoices = true
            if !tag.speaker.isEmpty { parts.append(Part(speaker: tag.speaker, text: "")) }
            rest = rest[tag.range.upperBound...]
        }
        add(rest)
    }

    private mutating func add(_ words: Substring) {
        var said = PlainText.of(String(words), isHTML: true)
        let mayName = !hasVoices && parts.allSatisfy { !$0.speaker.isEmpty }
        if mayName, let colon = said.firstIndex(of: ":"), Self.isName(said[..<colon]) {
            parts.append(Part(speaker: said[..<colon].trimmed, text: ""))
            said = said[said.index(after: colon)...].trimmed
        }
        guard !said.isEmpty else { return }
        if parts.isEmpty { parts.append(Part(speaker: "", text: "")) }
        let last = parts.count - 1
        parts[last].text += parts[last].text.isEmpty ? said : " " + said
    }

    /// Several speakers share the cue's time by the length of what they said.
    var utterances: [Transcript.Utterance] {
        let spoken = parts.filter { !$0.text.isEmpty }
        let lengthSum = spoken.reduce(0) { $0 + $1.text.utf8.count }
        var lengthBefore = 0
        return spoken.map { part in
            let from = start + (end - start) * lengthBefore / lengthSum
            lengthBefore += part.text.utf8.count
            let until = start + (end - start) * lengthBefore / lengthSum
            return Transcript.Utterance(
                speaker: part.speaker, text: part.text, start: from, end: until)
        }
    }

    /// `<v Ann>` or `<v.loud Ann>` (WebVTT §4.2.2), the first of the text.
    private static func voiceTag(
        in text: Substring
    ) -> (range: Range<Substring.Index>, speaker: String)? {
        guard let open = text.firstRange(of: "<v"),
            let close = text[open.upperBound...].firstIndex(of: ">")
        else { return nil }
        let annotation = text[open.upperBound..<close].drop { $0 != " " && $0 != "\t" }
        return (open.lowerBound..<text.index(after: close), annotation.trimmed)
    }

    /// `Ann Lee`, `Speaker 2`; not `There is one thing to say`, nor a time.
    private static func isName(_ text: Substring) -> Bool {
        let words = text.split(separator: " ")
        return (1...3).contains(words.count) && text.utf8.count <= 40
            && text.first?.isLetter == true
            && words.allSatisfy { $0.first?.isUppercase == true || $0.first?.isNumber == true }
    }
}
