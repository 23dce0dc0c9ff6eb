import Identifiers

/// Every word that some rule names, with a number and what is known of it.
///
/// A lookup compares 64-bit hashes only: a foreign word with the hash of a known one reads as that
/// word, which its writer could have written anyway.
struct WordBook: Sendable {
    static let unknown: UInt32 = 0

    private var slots: [Slot] = Array(repeating: Slot(), count: 8192)
    private(set) var wordCount: Int = Int(Symbol.firstWord)
    private(set) var traits: [WordTraits] = Array(repeating: [], count: Int(Symbol.firstWord))
    /// What a number word is worth; 0 for others.
    private(set) var values: [Double] = Array(repeating: 0, count: Int(Symbol.firstWord))
    /// How good or bad a word sounds, −4 to 4.
    private(set) var feelings: [Float] = Array(repeating: 0, count: Int(Symbol.firstWord))

    private struct Slot {
        var hash: UInt64 = 0
        var word: UInt32 = WordBook.unknown
    }

    @inline(__always)
    func find(hash: UInt64) -> UInt32 {
        var at = Self.place(of: hash, in: slots.count)
        while slots[at].word != Self.unknown {
            if slots[at].hash == hash { return slots[at].word }
            at = (at + 1) & (slots.count - 1)
        }
        return Self.unknown
    }

    func find(_ word: String) -> UInt32 { find(hash: FNV1a.hash(word.utf8)) }

    /// The word's number, given on first sight.
    @discardableResult
    mutating func add(_ word: String) -> UInt32 {
        let hash = FNV1a.hash(word.utf8)
        let known = find(hash: hash)
        guard known == Self.unknown else { return known }
        let number = UInt32(wordCount)
        wordCount += 1
        traits.append([])
        values.append(0)
        feelings.append(0)
        if wordCount * 2 > slots.count { grow() }
        insert(Slot(hash: hash, word: number))
        return number
    }

    mutating func mark(_ words: String, as trait: WordTraits) {
        for word in words.split(separator: " ") { traits[Int(add(String(word)))].insert(trait) }
    }

    mutating func setValue(_ value: Double, of word: String) { values[Int(add(word))] = value }

    mutating func setFeeling(_ feeling: Float, of words: String) {
        for word in words.split(separator: " ") { feelings[Int(add(String(word)))] = feeling }
    }

    private mutating func insert(_ slot: Slot) {
        var at = Self.place(of: slot.hash, in: slots.count)
        while slots[at].word != Self.unknown { at = (at + 1) & (slots.count - 1) }
        slots[at] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.word != Self.unknown { insert(slot) }
    }

    private static func place(of hash: UInt64, in count: Int) -> Int {
        Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (count - 1)
    }
}

/// What a word is, as far as numbers, questions and feelings ask.
struct WordTraits: OptionSet, Sendable {
    let rawValue: UInt32

    /// Counts something: a number before it is no price.
    static let unit = WordTraits(rawValue: 1 << 0)
    static let month = WordTraits(rawValue: 1 << 1)
    /// Stands before a price: `asking`, `lowest`.
    static let priceCue = WordTraits(rawValue: 1 << 2)
    /// A number after it is a name, not a price: `unit 204`.
    static let namesNumber = WordTraits(rawValue: 1 << 3)
    /// A number after it is a year: `in 2010`.
    static let namesYear = WordTraits(rawValue: 1 << 4)
    static let street = WordTraits(rawValue: 1 << 5)
    static let currency = WordTraits(rawValue: 1 << 6)
    /// `thousand`, `k`.
    static let scale = WordTraits(rawValue: 1 << 7)
    /// May follow a bare price: `1800 is my lowest`.
    static let followsPrice = WordTraits(rawValue: 1 << 8)
    static let negator = WordTraits(rawValue: 1 << 9)
    static let intensifier = WordTraits(rawValue: 1 << 10)
    /// May stand before a sentence's first real word: `so`, `ok`.
    static let filler = WordTraits(rawValue: 1 << 11)
    /// Opens a question that invites telling: `what`, `how`, `why`.
    static let openAsker = WordTraits(rawValue: 1 << 12)
    /// Opens a question for one fact: `when`, `where`.
    static let factAsker = WordTraits(rawValue: 1 << 13)
    /// Opens a yes-or-no question: `do`, `can`.
    static let auxiliary = WordTraits(rawValue: 1 << 14)
    /// Follows an auxiliary in a question: `you`, `there`.
    static let subject = WordTraits(rawValue: 1 << 15)
    /// Makes `how` ask for one fact: `much`, `many`.
    static let measure = WordTraits(rawValue: 1 << 16)
    /// Turns a thought: a negation does not reach past it.
    static let turn = WordTraits(rawValue: 1 << 17)
    static let meridiem = WordTraits(rawValue: 1 << 18)
    /// `month`, `mo`: makes the number before it a rent.
    static let perMonth = WordTraits(rawValue: 1 << 19)
    /// `a`, `per`: may stand before `month`.
    static let per = WordTraits(rawValue: 1 << 20)
    /// Not a thing counted, though it ends in s: `1800 works`.
    static let noPlural = WordTraits(rawValue: 1 << 21)
    /// Between a number and its unit: `106k original miles`.
    static let beforeUnit = WordTraits(rawValue: 1 << 22)
    /// `a`, `half`, `quarter`: may begin a spelled amount.
    static let startsAmount = WordTraits(rawValue: 1 << 23)
    /// Stands before prices only: even a small number after it is one.
    static let strongPriceCue = WordTraits(rawValue: 1 << 24)
    /// Begins a promise of the speaker: `I'll`, `let me`.
    static let promises = WordTraits(rawValue: 1 << 25)
    /// `meet`: at a place and time, or at a price.
    static let meets = WordTraits(rawValue: 1 << 26)
    /// A price before it is not the one that is bargained for: `1,800 deposit`.
    static let besidePrice = WordTraits(rawValue: 1 << 27)
    /// A price after it is a past one, another's or a cost: `I paid`, `worth`.
    static let tellsPrice = WordTraits(rawValue: 1 << 29)
    /// A hundredth of the currency.
    static let cents = WordTraits(rawValue: 1 << 28)
}

/// What one term of a sentence can be for the matcher: a mark of its own or a word of the book.
enum Symbol {
    static let unknownWord: UInt32 = 0
    static let start: UInt32 = 1
    static let end: UInt32 = 2
    static let questionEnd: UInt32 = 3
    static let number: UInt32 = 4
    static let price: UInt32 = 5
    static let time: UInt32 = 6
    static let anyWord: UInt32 = 7
    static let firstWord: UInt32 = 8
}
