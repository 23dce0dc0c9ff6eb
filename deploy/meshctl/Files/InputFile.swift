import Foundation

/// Reads the files that a command is given.
enum InputFile {
    /// The bytes of a file, or of standard input for `-`; throws `InputFault` with the reason.
    static func data(_ path: String) throws(InputFault) -> Data {
        guard path != "-" else { return FileHandle.standardInput.readDataToEndOfFile() }
        do {
            return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw InputFault(
                file: path, line: nil, problem: "cannot be read: \(reason(for: error))")
        }
    }

    private static func reason(for error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
        case .fileReadNoPermission: "permission denied"
        default: "it is no readable file"
        }
    }
}

/// A file, or a line of one, that cannot be used.
package struct InputFault: Error, CustomStringConvertible {
    let file: String
    let line: Int?
    let problem: String

    package var description: String {
        line.map { "\(file), line \($0): \(printable)" } ?? "\(file): \(printable)"
    }

    /// The problem may quote the file: what would steer a terminal is replaced, and little is enough.
    private var printable: String {
        let safe = String(
            problem.unicodeScalars.map { scalar in
                scalar.properties.generalCategory == .control && scalar != "\n"
                    ? "\u{FFFD}" : Character(scalar)
            })
        return safe.count <= Self.problemLengthMax
            ? safe : safe.prefix(Self.problemLengthMax) + " …"
    }

    private static let problemLengthMax = 600
}
