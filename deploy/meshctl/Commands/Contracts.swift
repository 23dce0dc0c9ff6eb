import ArgumentParser
import Foundation
import Wire

/// `meshctl contracts`.
struct Contracts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes and checks what the Swift contracts mean on the wire.",
        subcommands: [ContractsEmit.self, ContractsCheck.self])
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
            try lock.refuseBreaks()
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
        abstract: "Says where the committed contracts differ from the Swift types.",
        discussion: "Exits with 1 when they do; `meshctl contracts emit` writes them anew.")

    @Option(help: "The folder of the committed contracts.")
    var output = "contracts"

    func run() async throws {
        try await reporting {
            let lock = FrozenLock(in: output)
            try lock.refuseBreaks()
            let stale = lock.files.filter { file in
                let url = URL(filePath: output).appending(path: file.path)
                return (try? String(contentsOf: url, encoding: .utf8)) != file.text
            }
            for file in stale { Console.print("\(output)/\(file.path) is not what the types say") }
            if !stale.isEmpty { throw ExitCode.failure }
            Console.print("the contracts are what the types say")
        }
    }
}

/// The committed lock, and what the types say beside it.
private struct FrozenLock {
    private let lines: [String]

    init(in folder: String) {
        let text = try? String(
            contentsOf: URL(filePath: folder).appending(path: "contracts.lock"), encoding: .utf8)
        lines = (text ?? "").split(separator: "\n").map(String.init)
    }

    var files: [ContractEmitter.File] {
        ContractEmitter(ContractRegistry.contracts).files(frozenLock: lines)
    }

    func refuseBreaks() throws {
        let breaks = ContractLock.breaks(
            from: lines, to: ContractLock.lines(of: ContractRegistry.contracts))
        guard !breaks.isEmpty else { return }
        for line in breaks { Console.print(line) }
        throw InputFault(
            file: "contracts.lock", line: nil,
            problem: "the types break what it froze: a peer of an older build would misread them")
    }
}
