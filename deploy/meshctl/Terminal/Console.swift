import Foundation

/// Writes results to standard output and progress to standard error.
enum Console {
    /// One line of result.
    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// One line for the person who watches.
    static func note(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// One JSON object on one line, keys in `snake_case` as its type names them.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var data = try encoder.encode(value)
        data.append(0x0A)
        FileHandle.standardOutput.write(data)
    }

    /// Whether a person watches standard error.
    static let isInteractive = isatty(STDERR_FILENO) == 1
}

/// Tells how far long work has come: in place on a terminal, every few seconds in a log.
struct Progress: ~Copyable {
    private let label: String
    private let total: Int
    private let interval: Duration
    private var lastShown: ContinuousClock.Instant?

    init(_ label: String, total: Int) {
        self.label = label
        self.total = total
        interval = Console.isInteractive ? .milliseconds(100) : .seconds(5)
    }

    mutating func show(_ done: Int, _ more: String = "") {
        let now = ContinuousClock.now
        if let lastShown, now - lastShown < interval, done < total { return }
        lastShown = now
        let percent = total == 0 ? 100 : done * 100 / total
        let text = "\(label): \(done)/\(total) (\(percent) %) \(more)"
        if Console.isInteractive {
            let line = "\r\u{1B}[2K\(text)" + (done >= total ? "\n" : "")
            FileHandle.standardError.write(Data(line.utf8))
        } else {
            Console.note(text)
        }
    }
}
