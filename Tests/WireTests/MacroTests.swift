import Foundation
import Testing

/// Where SwiftPM put the macro and the modules of this build; nil where it keeps them elsewhere.
private let build: String? = {
    let folder = FileManager.default.currentDirectoryPath + "/.build/debug"
    let isThere = FileManager.default.isExecutableFile(atPath: folder + "/WireMacros-tool")
    return isThere ? folder : nil
}()

@Suite("The macro", .enabled(if: build != nil, ".build/debug/WireMacros-tool is absent"))
struct MacroTests {
    @Test("A declaration that cannot be a message is refused with what to write instead")
    func refuses() throws {
        let refusals: [(source: String, message: String)] = [
            ("enum M0 {}", "@WireMessage is for structs without generic parameters"),
            ("struct M1<T> { var a: T }", "@WireMessage is for structs without generic parameters"),
            (
                "struct M2 { var a: Int }",
                "M2 needs `enum CodingKeys: Int, CodingKey { case … = 0 }` to number its fields"
            ),
            (
                "struct M3 { var a: Int; enum CodingKeys: String, CodingKey { case a } }",
                "the raw type of CodingKeys must be Int: the numbers are the keys on the wire"
            ),
            (
                message("M4", "var a: Int", "a"),
                "give 'a' its number as a literal from 0 up: it must never change by accident"
            ),
            (
                message("M5", "var a: Int", "a = -1"),
                "give 'a' its number as a literal from 0 up: it must never change by accident"
            ),
            (
                message("M6", "var a: Int; var b: Int", "a = 0, b = 0"),
                "0 is the number of 'a' already; give 'b' one never used before"
            ),
            (
                message("M7", "var a: Int; var b: Int", "a = 0"),
                "give 'b' a case in CodingKeys, with a number never used before"
            ),
            (message("M8", "var a: Int", "a = 0, b = 1"), "M8 has no stored property 'b'"),
            (
                message("M9", "var a = 1", "a = 0"),
                "write out the property's type: the macro sees the source, "
                    + "not what the compiler infers"
            ),
            (
                message("M10", "let a: Int = 1", "a = 0"),
                "make 'a' a var: a let with a value cannot be decoded"
            ),
            (
                message("M11", "var a: Int? = 1", "a = 0"),
                "'a' is optional, so absence means nil and cannot mean another default"
            ),
        ]
        let lines = refusals.map { "@WireMessage \($0.source)" }
        let errors = try typecheck((["import Wire"] + lines).joined(separator: "\n"))
        for (index, refusal) in refusals.enumerated() {
            let found = errors.filter { $0.line == index + 2 }.map(\.message)
            let isSaid = found.contains { $0.hasPrefix(refusal.message) }
            #expect(isSaid, "\(refusal.source): \(found)")
        }
    }

    @Test("Static and computed properties are no fields, and a keyword may name one")
    func accepts() throws {
        let source = """
            import Wire
            @WireMessage public struct M: Codable {
                public static let kind = "m"
                public var `default`: Int
                public private(set) var `in`: Optional<[String]>
                var double: Int { `default` * 2 }
                enum CodingKeys: Int, CodingKey { case `default` = 0, `in` = 1_000 }
            }
            let m = M(default: 1)
            let bytes: [UInt8] = m.wireBytes()
            let names: [String] = M.wireSchema.fields.map(\\.name)
            """
        #expect(try typecheck(source).map(\.message) == [])
    }

    private func message(_ name: String, _ properties: String, _ keys: String) -> String {
        "struct \(name): Codable { \(properties); enum CodingKeys: Int, CodingKey { case \(keys) } }"
    }

    private struct CompilerError {
        var line: Int
        var message: String
    }

    /// What the compiler says of a file, with the macro of this build.
    private func typecheck(_ source: String) throws -> [CompilerError] {
        let build = try #require(build)
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("wire-macro-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("main.swift")
        try source.write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swiftc", "-typecheck", "-I", build + "/Modules", "-load-plugin-executable",
            build + "/WireMacros-tool#WireMacros", "-no-color-diagnostics", file.path,
        ]
        let output = Pipe()
        process.standardError = output
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").compactMap { errorLine($0, in: file.path) }
    }

    /// `path:3:14: error: what is wrong`.
    private func errorLine(_ text: Substring, in path: String) -> CompilerError? {
        guard text.hasPrefix(path), let mark = text.range(of: ": error: ") else { return nil }
        let place = text[..<mark.lowerBound].split(separator: ":")
        guard place.count >= 2, let line = Int(place[place.count - 2]) else { return nil }
        return CompilerError(line: line, message: String(text[mark.upperBound...]))
    }
}
