import Foundation

/// Writes results to standard output and progress to standard error.
enum Console {
    /// One line of result.
    static func print(_ line: String) {
        put(Array((line + "\n").utf8), to: STDOUT_FILENO)
    }

    /// One line for the person who watches.
    static func note(_ line: String) {
        put(Array((line + "\n").utf8), to: STDERR_FILENO)
    }

    /// One JSON object on one line, keys in `snake_case` as its type names them.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var data = try encoder.encode(value)
        data.append(0x0A)
        put(Array(data), to: STDOUT_FILENO)
    }

    /// Writes all of it; ends the command as other tools end when nobody reads on, as in
    /// `meshctl events | head`.
    static func put(_ bytes: [UInt8], to file: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                signal(SIGPIPE, SIG_DFL)
                raise(SIGPIPE)
            } else if errno != EINTR, errno != EAGAIN {
                return
            }
        }
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
            Console.put(Array(line.utf8), to: STDERR_FILENO)
        } else {
            Console.note(text)
        }
    }
}
