import Foundation

/// Reads a file of conversations, one JSON object a line.
package enum ConversationFile {
    /// Every conversation, in order; empty lines are passed over.
    ///
    /// Throws `InputFault` with the line's number for the first line that is not a conversation.
    package static func read(_ path: String, category: String? = nil) throws -> [ConversationRecord]
    {
        var records: [ConversationRecord] = []
        try forEach(in: path, category: category) { records.append(try $0.get()) }
        return records
    }

    /// Hands on conversation after conversation, or what is wrong with its line, without holding
    /// more than one; empty lines are passed over.
    package static func forEach(
        in path: String, category: String? = nil,
        _ body: (Result<ConversationRecord, InputFault>) throws -> Void
    ) throws {
        let decoder = JSONDecoder()
        try LineReader(path).forEachLine { number, line in
            guard !line.allSatisfy(\.isJSONSpace) else { return }
            do {
                let record = try decoder.decode(ConversationRecord.self, from: Data(line))
                guard category == nil || record.category == category else { return }
                try body(.success(record))
            } catch let error as DecodingError {
                let problem = Self.words(for: error)
                try body(.failure(InputFault(file: path, line: number, problem: problem)))
            }
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "\(path(context))\(key.stringValue) is missing"
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? "it is no JSON object"
                : "\(path(context, last: true)) has the wrong type: \(context.debugDescription)"
        case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty:
            "it is not JSON"
        case DecodingError.dataCorrupted(let context):
            "\(path(context, last: true)) is not valid: \(context.debugDescription)"
        default: "\(error)"
        }
    }

    private static func path(_ context: DecodingError.Context, last: Bool = false) -> String {
        let parts = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
        let path = parts.joined(separator: ".").replacing(".[", with: "[")
        return path.isEmpty || last ? path : path + "."
    }
}

/// Reads a text file by lines.
struct LineReader {
    private let data: Data

    init(_ path: String) throws(InputFault) { data = try InputFile.data(path) }

    /// Each line with its number, counted from 1, one after the other.
    func forEachLine(_ body: (_ number: Int, _ line: Data.SubSequence) throws -> Void) rethrows {
        var number = 1
        var start = data.starts(with: Self.byteOrderMark) ? data.startIndex + 3 : data.startIndex
        while start < data.endIndex {
            let end = data[start...].firstIndex(of: 0x0A) ?? data.endIndex
            try body(number, data[start..<end])
            number += 1
            start = end + 1
        }
    }

    /// Some editors begin a file with it.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Lines with their numbers, counted from 1.
    func lines() -> [(number: Int, line: Data.SubSequence)] {
        data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .map { (number: $0.offset + 1, line: $0.element) }
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool {
        self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A
    }
}
