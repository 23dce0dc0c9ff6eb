import Foundation
import Synchronization
import Testing

/// The servers of `outside.py`, for as long as a test runs.
final class Outside: Sendable {
    struct NotThere: Error {}

    private static let python = ".mesh/python/bin/python3"
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "outside.py").path

    /// Whether the mail server is installed; `make python` does that.
    static let isThere: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", "import aiosmtpd"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    private let printed = Mutex("")

    static func running(
        _ body: (Outside, _ smtp: String, _ http: String) async throws -> Void
    ) async throws {
        let process = Process()
        let (output, input) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: python)
        process.arguments = [script]
        process.standardOutput = output
        process.standardInput = input
        let outside = Outside()
        output.fileHandleForReading.readabilityHandler = { handle in
            let text = String(decoding: handle.availableData, as: UTF8.self)
            outside.printed.withLock { $0 += text }
        }
        try process.run()
        defer {
            output.fileHandleForReading.readabilityHandler = nil
            process.terminate()
        }
        var tries = 0
        while outside.lines.isEmpty {
            tries += 1
            guard tries < 1_500 else { throw NotThere() }
            try await Task.sleep(for: .milliseconds(20))
        }
        guard let smtp = outside.lines[0]["smtp"], let http = outside.lines[0]["http"] else {
            throw NotThere()
        }
        try await body(outside, "smtp://127.0.0.1:\(smtp)", "http://127.0.0.1:\(http)")
    }

    /// What was printed, without a line that is not over yet.
    private var lines: [[String: Any]] {
        printed.withLock { $0 }.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .compactMap { line in
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
                return object as? [String: Any]
            }
    }

    /// Until so many letters were told of: a server answers before its words have come through.
    func awaitLetters(_ count: Int) async throws {
        for _ in 0..<1_000 where lines.count <= count {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// What came by a channel, as texts of `field`.
    func taken(_ channel: String, _ field: String) -> [String] {
        lines.filter { $0["channel"] as? String == channel }
            .map { $0[field].map { "\($0)" } ?? "" }
    }
}
