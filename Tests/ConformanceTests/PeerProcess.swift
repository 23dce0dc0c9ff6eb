import Foundation
import Synchronization

/// A peer in a process of its own, spoken to in lines of JSON.
///
/// Lines are written and read by one case at a time, hence the unchecked `Sendable`.
final class PeerProcess: @unchecked Sendable {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    init(_ command: [String]) throws {
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        // A peer that is gone is a failed write, not our end.
        signal(SIGPIPE, SIG_IGN)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// The most memory that the peer has held; 0 when it has ended.
    var peakMebibytes: Int {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: { $0 == " " || $0 == "\t" })).flatMap { Int($0[1]) }
            .map { $0 / 1_024 } ?? 0
    }

    var isRunning: Bool { process.isRunning }

    /// A peer that has ended says so by having no next line.
    func send(_ line: Datum) {
        try? input.fileHandleForWriting.write(contentsOf: Data((line.json + "\n").utf8))
    }

    /// The next line; nil when the peer ended, or was ended because it said nothing for so long.
    func nextLine(within limit: Duration = .seconds(60)) async -> Datum? {
        let end = DispatchWorkItem { self.process.terminate() }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .seconds(Int(limit.components.seconds)), execute: end)
        defer { end.cancel() }
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.readLine()) }
        }
    }

    private func readLine() -> Datum? {
        while true {
            if let end = unread.firstIndex(of: 0x0A) {
                let line = unread[unread.startIndex..<end]
                unread = Data(unread[(end + 1)...])
                return try? JSONDecoder().decode(Datum.self, from: Data(line))
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            unread.append(more)
        }
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }
}
