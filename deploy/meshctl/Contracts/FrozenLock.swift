import Foundation
import Wire

/// What an older build promised, as its contracts.lock says.
struct FrozenLock {
    private let lines: [String]
    private let place: String

    /// The lock of a folder; a folder without one promised nothing.
    init(in folder: String) {
        let place = "\(folder)/contracts.lock"
        self.init(place: place, text: (try? String(contentsOfFile: place, encoding: .utf8)) ?? "")
    }

    /// The lock of a folder, or of a git revision, where it stands in `folder`.
    init(of source: String, folder: String) throws {
        let path = "\(source)/contracts.lock"
        if FileManager.default.fileExists(atPath: path) {
            self.init(in: source)
        } else {
            let place = "\(source):\(folder)/contracts.lock"
            self.init(place: place, text: try Self.committed(place))
        }
    }

    private init(place: String, text: String) {
        self.place = place
        lines = text.split(separator: "\n").map(String.init)
    }

    /// What the emitter writes from the types; reserved numbers stay.
    var files: [ContractEmitter.File] {
        ContractEmitter(ContractRegistry.contracts).files(frozenLock: lines)
    }

    func refuseBreaks(_ level: CompatibilityLevel) throws {
        let breaks = ContractSnapshot(ContractRegistry.contracts)
            .breaks(against: ContractSnapshot(lockLines: lines), level)
        guard !breaks.isEmpty else { return }
        for line in breaks { Console.print("\(line)") }
        throw InputFault(
            file: place, line: nil,
            problem: "the types break what it froze, at level \(level.rawValue)")
    }

    /// `git show revision:path`.
    private static func committed(_ place: String) throws -> String {
        let git = Process()
        git.executableURL = URL(filePath: "/usr/bin/env")
        git.arguments = ["git", "show", place]
        let output = Pipe()
        git.standardOutput = output
        git.standardError = FileHandle.nullDevice
        try git.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        guard git.terminationStatus == 0 else {
            throw InputFault(
                file: place, line: nil,
                problem: "neither a folder with a contracts.lock nor one that git knows")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
