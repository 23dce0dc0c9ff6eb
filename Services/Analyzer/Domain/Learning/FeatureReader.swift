import Identifiers

/// Turns a text into features: words and pairs of words, runs of letters, the words of the message
/// before, a few marks of form, and what its words mean together.
///
/// A feature is the 32-bit hash of what it is. Keeps its buffers from one text to the next.
struct FeatureReader {
    /// Each group of features is scaled to length 1, then to its weight.
    enum Group: Int, CaseIterable {
        case words, letters, before, marks
        /// Where the words stand among all words; not scaled, since a text of vague words says less.
        case meaning
    }

    /// Bytes of a text that are read: five pages of print tell no more than their first.
    private static let byteCountMax = 4_096
    private static let runLengths = 2...5

    /// The features of each group, in the order of the text, repeats included.
    private(set) var features: [[UInt32]] = Array(repeating: [], count: Group.allCases.count)
    /// The words' vectors added up, over the root of their number; zeros where none is known.
    private(set) var meaning = [Float](repeating: 0, count: WordVectors.dimensionCount)
    /// How many of the words have a vector, 0–1: few where the language is another.
    private(set) var knownShare: Float = 0
    private var tokens = TokenBuffer()

    mutating func read(_ sample: TextSample) {
        for group in features.indices { features[group].removeAll(keepingCapacity: true) }
        tokens.read(sample.before, byteCountMax: StrategyFinder.beforeByteCountMax)
        readBefore()
        let beforeAsks = tokens.marks.asks
        let beforeLength = tokens.ranges.count
        tokens.read(sample.text, byteCountMax: Self.byteCountMax)
        readWords()
        readLetters()
        readMeaning()
        readMarks(sample, beforeAsks: beforeAsks, beforeLength: beforeLength)
    }

    private mutating func add(_ hash: UInt32, to group: Group) {
        features[group.rawValue].append(hash)
    }

    private mutating func readBefore() {
        for range in tokens.ranges {
            add(FeatureHash("b").adding(tokens.bytes[range]).value, to: .before)
        }
    }

    private mutating func readWords() {
        var last = FeatureHash("w").adding(UInt8(ascii: "^"))
        for range in tokens.ranges {
            let word = FeatureHash("w").adding(tokens.bytes[range])
            add(word.value, to: .words)
            add(last.adding(UInt8(ascii: " ")).adding(tokens.bytes[range]).value, to: .words)
            last = word
        }
        guard !tokens.ranges.isEmpty else { return }
        add(last.adding(UInt8(ascii: " ")).adding(UInt8(ascii: "$")).value, to: .words)
    }

    /// Runs of letters inside words, a word's edges being letters of their own.
    private mutating func readLetters() {
        for range in tokens.ranges {
            let lower = range.lowerBound - 1
            let upper = range.upperBound + 1
            for start in lower..<upper {
                var hash = FeatureHash("l")
                for length in 1...Self.runLengths.upperBound where start + length <= upper {
                    hash = hash.adding(tokens.bytes[start + length - 1])
                    if length >= Self.runLengths.lowerBound { add(hash.value, to: .letters) }
                }
            }
        }
    }

    private mutating func readMeaning() {
        for place in meaning.indices { meaning[place] = 0 }
        var (count, wordCount) = (0, 0)
        for range in tokens.ranges {
            let first = tokens.bytes[range.lowerBound]
            if first >= 0x80 || Ascii.smalls.contains(first) { wordCount += 1 }
            if WordVectors.shipped.add(tokens.bytes[range], to: &meaning) { count += 1 }
        }
        knownShare = Float(count) / Float(max(1, wordCount))
        guard count > 1 else { return }
        let share = 1 / Float(count).squareRoot()
        for place in meaning.indices { meaning[place] *= share }
    }

    /// The feature that stands for one dimension of `meaning`.
    static func feature(ofDimension dimension: Int) -> UInt32 {
        FeatureHash("v").adding(UInt8(dimension)).value
    }

    private mutating func readMarks(_ sample: TextSample, beforeAsks: Bool, beforeLength: Int) {
        let marks = tokens.marks
        let truths: [(Bool, UInt8)] = [
            (marks.asks, 0), (marks.endsAsking, 1), (marks.exclaims, 2), (marks.namesNumber, 3),
            (marks.namesMoney, 4), (marks.shouts, 5), (beforeAsks, 6), (sample.role == .agent, 7),
            (sample.role == .client, 8), (sample.place == 0, 9), (beforeLength > 0, 10),
        ]
        for (isTrue, mark) in truths where isTrue {
            add(FeatureHash("m").adding(mark).value, to: .marks)
        }
        add(FeatureHash("n").adding(Self.step(tokens.ranges.count)).value, to: .marks)
        if let place = sample.place {
            add(FeatureHash("p").adding(Self.step(place)).value, to: .marks)
        }
    }

    /// Grows by one each time a count grows by half.
    private static func step(_ count: Int) -> UInt8 {
        var step: UInt8 = 0
        var bound = 1
        while count >= bound, step < 16 {
            step += 1
            bound += max(1, bound / 2)
        }
        return step
    }
}

/// FNV-1a over bytes, spread at the end.
struct FeatureHash {
    private var state: UInt32 = 2_166_136_261

    init(_ kind: Unicode.Scalar) { self = adding(UInt8(ascii: kind)) }

    func adding(_ byte: UInt8) -> FeatureHash {
        var next = self
        next.state = (state ^ UInt32(byte)) &* 16_777_619
        return next
    }

    func adding(_ bytes: ArraySlice<UInt8>) -> FeatureHash {
        var next = self
        for byte in bytes { next.state = (next.state ^ UInt32(byte)) &* 16_777_619 }
        return next
    }

    var value: UInt32 {
        var mixed = (state ^ state >> 16) &* 0x85EB_CA6B
        mixed = (mixed ^ mixed >> 13) &* 0xC2B2_AE35
        return mixed ^ mixed >> 16
    }
}
