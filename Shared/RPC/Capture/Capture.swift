/// The plaintext frames of one connection, as they were recorded.
///
/// A capture is text, one write or read a line: microseconds since the connection began, `>` for what
/// the recording side sent and `<` for what it received, and the bytes in hex. Lines that begin with
/// `#` are for people.
///
///     # mesh capture 1: client of coaching
///     1250 > 00000034010000…
///     2981 < 00000120010000…
package struct Capture: Sendable, Equatable {
    package enum Direction: String, Sendable {
        case sent = ">"
        case received = "<"
    }

    package struct Chunk: Sendable, Equatable {
        package var microseconds: Int?
        package var direction: Direction
        package var bytes: [UInt8]

        package init(_ direction: Direction, _ bytes: [UInt8], at microseconds: Int? = nil) {
            self.microseconds = microseconds
            self.direction = direction
            self.bytes = bytes
        }

        /// The line that records it.
        package var line: String {
            "\(microseconds ?? 0) \(direction.rawValue) \(hexText(bytes))"
        }
    }

    package var chunks: [Chunk]

    package init(chunks: [Chunk]) { self.chunks = chunks }

    /// Why bytes are no capture.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let line: Int
        package let problem: String

        package var description: String { "line \(line): \(problem)" }
    }

    /// Reads a capture, hex digits of one direction, or the bytes of one direction as they are.
    ///
    /// Frames begin with a zero byte, since their lengths stay below 16 MiB, and text never does.
    package init(reading data: [UInt8]) throws(Fault) {
        self.init(chunks: [])
        guard data.first != 0 else {
            chunks = [Chunk(.sent, data)]
            return
        }
        let lines = String(decoding: data, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() { try read(line, at: index + 1) }
    }

    private mutating func read(_ line: Substring, at number: Int) throws(Fault) {
        let text = line.prefix { $0 != "#" }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return }
        guard words.count >= 2, let direction = Direction(rawValue: String(words[1])) else {
            return try appendHex(words.joined(), at: number)
        }
        guard let bytes = hexBytes(words.dropFirst(2).joined()) else {
            throw Fault(line: number, problem: "the bytes are not hex digits in pairs")
        }
        chunks.append(Chunk(direction, bytes, at: Int(words[0])))
    }

    /// Hex alone is one direction, whatever its lines.
    private mutating func appendHex(_ digits: String, at number: Int) throws(Fault) {
        guard let bytes = hexBytes(digits) else {
            throw Fault(
                line: number, problem: "neither hex digits in pairs nor `time > hex`")
        }
        if chunks.isEmpty { chunks.append(Chunk(.sent, [])) }
        chunks[chunks.count - 1].bytes += bytes
    }
}

func hexText(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]] }
    return String(decoding: text, as: UTF8.self)
}

/// Nil when `text` is not hex digits in pairs.
func hexBytes(_ text: String) -> [UInt8]? {
    let digits = text.map(\.hexDigitValue)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
        guard let high = digits[place], let low = digits[place + 1] else { return nil }
        bytes.append(UInt8(high << 4 | low))
    }
    return bytes
}
