/// A phrase with choices, as rules write it, one a line.
///
///     too (high|expensive)        one of several; each may be several words
///     [way] too much              may be absent
///     <day> at <number>           a class of words, or a number, price or time of day
///     i ~2 afford                 up to two words between
///     ^ stop $                    the whole sentence; ? is the end of a question
struct PhrasePattern {
    indirect enum Part {
        case symbol(UInt32)
        case oneOf([[Part]])
        case optional([[Part]])
        case gap(Int)
    }

    let parts: [Part]

    /// Parses a pattern; its words join the book.
    init(_ text: some StringProtocol, classes: [String: String], book: inout WordBook) {
        var parser = Parser(classes: classes, book: book)
        parts = parser.parts(of: Substring(text))
        book = parser.book
    }

    private struct Parser {
        let classes: [String: String]
        var book: WordBook

        mutating func parts(of text: Substring) -> [Part] {
            var parts: [Part] = []
            for piece in Self.split(text, at: " ") where !piece.isEmpty {
                parts.append(part(of: piece))
            }
            return parts
        }

        private mutating func part(of piece: Substring) -> Part {
            switch piece.first {
            case "(":
                return .oneOf(alternatives(piece.dropFirst().dropLast()))
            case "[":
                return .optional(alternatives(piece.dropFirst().dropLast()))
            case "~":
                return .gap(Int(piece.dropFirst()) ?? 1)
            case "$":
                return .oneOf([[.symbol(Symbol.end)], [.symbol(Symbol.questionEnd)]])
            default:
                if let special = Self.special[piece] { return .symbol(special) }
                guard piece.first == "<" else {
                    precondition(!piece.contains { "()[]|<>$^".contains($0) }, "bad word: \(piece)")
                    return .symbol(book.add(String(piece)))
                }
                guard let members = classes[String(piece)] else {
                    preconditionFailure("no class \(piece)")
                }
                return .oneOf(alternatives(Substring(members)))
            }
        }

        private mutating func alternatives(_ text: Substring) -> [[Part]] {
            var all: [[Part]] = []
            for alternative in Self.split(text, at: "|") { all.append(parts(of: alternative)) }
            return all
        }

        /// The parts between separators that stand outside brackets.
        private static func split(_ text: Substring, at separator: Character) -> [Substring] {
            var parts: [Substring] = []
            var depth = 0
            var start = text.startIndex
            for index in text.indices {
                switch text[index] {
                case "(", "[": depth += 1
                case ")", "]": depth -= 1
                case separator where depth == 0:
                    parts.append(text[start..<index])
                    start = text.index(after: index)
                default: break
                }
            }
            precondition(depth == 0, "a bracket is open in: \(text)")
            parts.append(text[start...])
            return parts
        }

        private static let special: [Substring: UInt32] = [
            "^": Symbol.start, "?": Symbol.questionEnd,
            "<number>": Symbol.number, "<price>": Symbol.price, "<clock>": Symbol.time,
        ]
    }
}
