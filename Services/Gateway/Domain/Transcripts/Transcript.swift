import Identifiers

/// What was said in a recorded call, in its order.
package struct Transcript: Hashable, Sendable {
    /// One speaker's words until another speaks or falls silent.
    package struct Utterance: Hashable, Sendable {
        /// Empty where the file names nobody.
        package var speaker: String
        package var text: String
        /// From the beginning of the recording.
        package var start: Duration
        package var end: Duration
    }

    package enum Fault: Error, Hashable, CustomStringConvertible {
        /// Counted from 1.
        case badTime(line: Int)
        case empty
        case tooMany(limit: Int)
        /// Nobody can tell whose words are the agent's.
        case unknownAgent(asked: String?, speakers: [String])

        package var description: String {
            switch self {
            case .badTime(let line):
                "line \(line) has --> and not two times, such as 00:01.500 --> 00:04.000"
            case .empty: "it holds no words; WebVTT and SubRip are read"
            case .tooMany(let limit): "it has more than \(limit) utterances; send it in parts"
            case .unknownAgent(nil, let speakers):
                "its speakers are \(speakers.joined(separator: ", ")): say which is the agent"
            case .unknownAgent(let asked?, let speakers):
                "nobody in it is called \"\(asked)\"; its speakers are "
                    + speakers.joined(separator: ", ")
            }
        }
    }

    /// Two hours of quick talk.
    package static let utteranceCountMax = 4_000
    /// Within one speaker's words: the pause of a breath, and not of a thought.
    private static let breath = Duration.milliseconds(700)
    /// A caption's lines go together up to here; an utterance that runs on is cut.
    private static let textByteCountMax = 1_000

    package private(set) var utterances: [Utterance] = []

    /// Reads WebVTT (W3C Recommendation track) or SubRip, which differ in their commas.
    ///
    /// A speaker stands in a voice tag (`<v Ann>`) or before a colon (`Ann: …`); a cue may hold the
    /// words of several.
    package init(parsing text: String) throws(Fault) {
        var cue: TranscriptCue?
        var isNote = false
        for (number, raw) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .enumerated() {
            let line = raw.trimmed
            if line.contains("-->") {
                append(cue)
                guard let (start, end) = Self.times(line) else { throw .badTime(line: number + 1) }
                cue = TranscriptCue(start: start, end: end)
                isNote = false
            } else if line.isEmpty {
                append(cue)
                (cue, isNote) = (nil, false)
            } else if cue == nil {
                // Headers, notes, styles, and the numbers or names of cues.
                isNote = true
            } else if !isNote {
                cue?.hear(line)
            }
            guard utterances.count <= Self.utteranceCountMax else {
                throw .tooMany(limit: Self.utteranceCountMax)
            }
        }
        append(cue)
        guard !utterances.isEmpty else { throw .empty }
        guard utterances.count <= Self.utteranceCountMax else {
            throw .tooMany(limit: Self.utteranceCountMax)
        }
    }

    private mutating func append(_ cue: TranscriptCue?) {
        for said in cue?.utterances ?? [] {
            if let last = utterances.last, last.speaker == said.speaker, !said.speaker.isEmpty,
                said.start - last.end <= Self.breath,
                last.text.utf8.count + said.text.utf8.count < Self.textByteCountMax
            {
                utterances[utterances.count - 1].text += " " + said.text
                utterances[utterances.count - 1].end = said.end
            } else {
                utterances.append(said)
            }
        }
    }

    /// `00:01:02.500 --> 00:01:04.000 align:start`, hours optional, a comma in SubRip.
    private static func times(_ line: String) -> (Duration, Duration)? {
        guard let arrow = line.firstRange(of: "-->") else { return nil }
        let end = line[arrow.upperBound...].trimmed.prefix { !$0.isWhitespace }
        guard let from = time(line[..<arrow.lowerBound].trimmed), let until = time(String(end)),
            until >= from
        else { return nil }
        return (from, until)
    }

    private static func time(_ text: String) -> Duration? {
        let parts = text.replacing(",", with: ".").split(
            separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let seconds = Double(parts[parts.count - 1]),
            (0..<60).contains(seconds)
        else { return nil }
        var minutes = 0
        for part in parts.dropLast() {
            guard let number = Int(part), (0...9_999).contains(number) else { return nil }
            minutes = minutes * 60 + number
        }
        return .seconds(60 * minutes) + .milliseconds(Int((seconds * 1_000).rounded()))
    }
}

extension Transcript {
    /// Who spoke, in the order in which they began.
    package var speakers: [String] {
        var known: [String] = []
        for utterance in utterances where !known.contains(utterance.speaker) {
            known.append(utterance.speaker)
        }
        return known
    }

    /// Which speaker is the agent: the one that is named, one who is called so, or an `Agent …`.
    package func agentSpeaker(named name: String?) throws(Fault) -> String {
        if let name, let known = speakers.first(where: { $0.lowercased() == name.lowercased() }) {
            return known
        }
        let called = speakers.filter { speaker in
            ["agent", "realtor", "host", "rep", "advisor"].contains(
                speaker.lowercased().prefix { !$0.isWhitespace }.lowercased())
        }
        guard name == nil, called.count == 1, let only = called.first else {
            throw .unknownAgent(
                asked: name, speakers: speakers.map { $0.isEmpty ? "(nobody)" : $0 })
        }
        return only
    }
}

extension StringProtocol {
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true || rest.first == "\u{FEFF}" { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
