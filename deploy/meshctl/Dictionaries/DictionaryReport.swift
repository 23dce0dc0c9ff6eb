import Compression
import RPC

/// What a dictionary saves on messages that it was not trained on, beside no dictionary.
struct DictionaryReport {
    let dictionary: CompressionDictionary
    let messages: [[UInt8]]

    /// How often each message is compressed: enough for microseconds to mean something.
    private static let rounds = 50
    private static let bounds = [256, 1_024, 4_096, .max]

    var lines: [String] {
        let header = row("message bytes", "messages", "bytes", "zstd", "dictionary", "µs in, out")
        var from = 0
        let rows = Self.bounds.compactMap { bound -> String? in
            defer { from = bound }
            return line(from, bound, messages.filter { from..<bound ~= $0.count })
        }
        return [header] + rows + [line(0, nil, messages)].compactMap(\.self)
    }

    private func line(_ from: Int, _ bound: Int?, _ messages: [[UInt8]]) -> String? {
        guard !messages.isEmpty else { return nil }
        let plain = measured(messages, MessageCompression(sends: true))
        let known = measured(
            messages, MessageCompression(sends: true, dictionaries: [dictionary]))
        let all = messages.reduce(0) { $0 + $1.count }
        let name =
            bound.map { $0 == .max ? "from \(from)" : "\(from) to \($0 - 1)" } ?? "all"
        return row(
            name, "\(messages.count)", "\(all)", share(plain.bytes, all), share(known.bytes, all),
            "\(times(plain)), \(times(known)) with")
    }

    private struct Measure {
        /// What crosses the wire for all messages: a frame, or the message as it is.
        var bytes: Int
        var inward: Double
        var outward: Double
    }

    private func measured(_ messages: [[UInt8]], _ compression: MessageCompression) -> Measure {
        let outgoing = compression.outgoing(
            algorithms: [MessageCompression.algorithm],
            dictionaryIDs: [UInt(dictionary.id)], service: dictionary.service)
        var frames: [[UInt8]?] = []
        let inward = time(messages.count) {
            frames = messages.map { outgoing?.compressed($0) }
        }
        let outward = time(messages.count) {
            for case let frame? in frames {
                _ = try? compression.decompressed(frame, byteCountMax: .max)
            }
        }
        let bytes = zip(messages, frames).reduce(0) { $0 + ($1.1?.count ?? $1.0.count) }
        return Measure(bytes: bytes, inward: inward, outward: outward)
    }

    /// Microseconds for one message.
    private func time(_ count: Int, _ body: () -> Void) -> Double {
        body()
        let began = Deadline.now
        for _ in 0..<Self.rounds { body() }
        return (Deadline.now - began) / .microseconds(1) / Double(Self.rounds * count)
    }

    private func times(_ measure: Measure) -> String {
        "\(tenths(measure.inward)) \(tenths(measure.outward))"
    }

    private func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

    private func share(_ part: Int, _ all: Int) -> String { "\(part * 100 / max(1, all)) %" }

    private func row(_ words: String...) -> String {
        zip(words, [16, 10, 10, 8, 12, 0]).map { word, width in
            word + String(repeating: " ", count: max(0, width - word.count))
        }.joined()
    }
}
