import ArgumentParser
import Foundation
import Wire

/// `meshctl contracts`.
struct Contracts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes and checks what the Swift contracts mean on the wire.",
        subcommands: [ContractsEmit.self, ContractsCheck.self, TrainDictionary.self])
}

/// `meshctl contracts emit`.
struct ContractsEmit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emit",
        abstract: "Writes the CDDL (RFC 8610), the golden messages and contracts.lock.",
        discussion: "Refuses when a number that the lock froze would mean something else.")

    @Option(help: "The folder to write to.")
    var output = "contracts"

    func run() async throws {
        try await reporting {
            let lock = FrozenLock(in: output)
            try lock.refuseBreaks(.source)
            for file in lock.files {
                let url = URL(filePath: output).appending(path: file.path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try file.text.write(to: url, atomically: true, encoding: .utf8)
                Console.print("\(output)/\(file.path)")
            }
        }
    }
}

/// `meshctl contracts check`.
struct ContractsCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says where the Swift types break peers of an older build.",
        discussion: """
            Compares structure, field number by field number from the methods and events down: a \
            type that is only renamed breaks no peer. Without --against it also says which \
            committed files `meshctl contracts emit` would write anew. Exits with 1 on either.

            Each level checks what stands below it and what stood before it.

            \(CompatibilityRule.table)
            """)

    @Option(help: "The folder of the committed contracts.")
    var output = "contracts"
    @Option(
        help: """
            What the older build promised: a folder with its contracts.lock, or a git revision, \
            such as v1.4 or origin/main.
            """)
    var against: String?
    @Option(
        help: "How strict: \(CompatibilityLevel.allCases.map(\.rawValue).joined(separator: ", ")).")
    var level = CompatibilityLevel.source

    func run() async throws {
        try await reporting {
            let lock =
                try against.map { try FrozenLock(of: $0, folder: output) }
                ?? FrozenLock(in: output)
            try lock.refuseBreaks(level)
            if against == nil { try refuseStale(lock) }
            Console.print(
                "the contracts break no peer of \(against ?? output), at level \(level.rawValue)")
        }
    }

    private func refuseStale(_ lock: FrozenLock) throws {
        let stale = lock.files.filter { file in
            let url = URL(filePath: output).appending(path: file.path)
            return (try? String(contentsOf: url, encoding: .utf8)) != file.text
        }
        for file in stale { Console.print("\(output)/\(file.path) is not what the types say") }
        if !stale.isEmpty { throw ExitCode.failure }
    }
}

extension CompatibilityLevel: ExpressibleByArgument {}
