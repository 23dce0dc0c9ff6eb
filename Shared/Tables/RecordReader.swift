/// Reads a file record by record; quoted fields may hold separators, quotes and line breaks.
///
/// What separates is the one of comma, semicolon and tab that the header has most of. A byte order
/// mark and lines of nothing but white space are passed over.
package struct RecordReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var place: Int
    /// The line where the record read last begins, counted from 1.
    package private(set) var line = 0
    private var nextLine = 1

    package init(_ bytes: some Collection<UInt8>) {
        self.bytes = Array(bytes)
        place = self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let header = self.bytes[place...].drop { $0 <= 32 && $0 != Self.tab }
        separator = Self.separator(in: header.prefix { $0 != Self.lineFeed })
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let tab = UInt8(ascii: "\t")
    private static let quote = UInt8(ascii: "\"")

    private static func separator(in line: ArraySlice<UInt8>) -> UInt8 {
        let comma = UInt8(ascii: ",")
        return [comma, UInt8(ascii: ";"), tab].max { left, right in
            line.count { $0 == left } < line.count { $0 == right }
        } ?? comma
    }

    /// The next record, nil at the end.
    package mutating func next() throws(TableFault) -> [String]? {
        skipBlankLines()
        guard place < bytes.count else { return nil }
        line = nextLine
        var fields: [String] = []
        repeat { fields.append(try field()) } while take(separator)
        guard isAtEndOfRecord else { throw .afterQuote(line: nextLine) }
        return fields
    }

    private mutating func skipBlankLines() {
        var end = place
        while end < bytes.count, bytes[end] <= 32, bytes[end] != separator {
            if bytes[end] == Self.lineFeed {
                nextLine += 1
                place = end + 1
            }
            end += 1
        }
        if end == bytes.count { place = end }
    }

    private var isAtEndOfRecord: Bool { place == bytes.count || bytes[place] == Self.lineFeed }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func field() throws(TableFault) -> String {
        if take(Self.quote) { return try quoted() }
        let start = place
        while !isAtEndOfRecord, bytes[place] != separator { place += 1 }
        var end = place
        while end > start, bytes[end - 1] == Self.carriageReturn { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func quoted() throws(TableFault) -> String {
        let start = nextLine
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == Self.quote, !take(Self.quote) {
                _ = take(Self.carriageReturn)
                return String(decoding: text, as: UTF8.self)
            }
            if byte == Self.lineFeed { nextLine += 1 }
            text.append(byte)
        }
        throw .openQuote(line: start)
    }
}
