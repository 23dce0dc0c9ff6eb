import ArgumentParser
import Foundation

/// The package of benchmarks, apart so that the peers never enter the mesh's own dependencies.
struct BenchmarkPackage {
    static let path = "Tests/Benchmarks"

    /// Builds `product` for release and runs it; `onLine` is given each line that it prints.
    ///
    /// What the build and the program say of their progress goes to standard error.
    func run(
        _ product: String, arguments: [String], onLine: (String) throws -> Void
    ) throws {
        guard FileManager.default.fileExists(atPath: Self.path + "/Package.swift") else {
            throw InputFault(
                file: Self.path, line: nil,
                problem: "is not here; run benchmarks from the project's folder")
        }
        Console.note("building the benchmarks (minutes, the first time)")
        try execute(
            ["swift", "build", "-c", "release", "--package-path", Self.path, "--product", product]
        ) { Console.note($0) }
        try execute([Self.path + "/.build/release/" + product] + arguments, onLine: onLine)
    }

    private func execute(_ command: [String], onLine: (String) throws -> Void) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        try forEachLine(of: output.fileHandleForReading, onLine)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            Console.note("error: \(command[0]) ended with \(process.terminationStatus)")
            throw ExitCode.failure
        }
    }

    private func forEachLine(of file: FileHandle, _ onLine: (String) throws -> Void) throws {
        var rest = Data()
        while case let data = file.availableData, !data.isEmpty {
            rest += data
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                try onLine(String(decoding: rest[..<end], as: UTF8.self))
                rest = Data(rest[(end + 1)...])
            }
        }
    }
}
