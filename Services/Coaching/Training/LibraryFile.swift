import CoachingDomain
import TrainingLibrary
import Yams

/// Reads the library that is embedded in the program.
enum LibraryFile {
    /// Throws `LibraryFault`, or what the YAML reader says with the line of the file.
    static func library() throws -> ModuleLibrary {
        let decoder = YAMLDecoder()
        let modules = try TrainingLibrary.files.flatMap { file in
            do {
                return try decoder.decode(
                    [TrainingModule].self, from: String(decoding: file.bytes, as: UTF8.self))
            } catch {
                throw UnreadableLibrary(file: file.name, problem: "\(error)")
            }
        }
        return try ModuleLibrary(modules)
    }
}

/// A file of the library is not what the reader expects.
struct UnreadableLibrary: Error, CustomStringConvertible {
    let file: String
    let problem: String

    var description: String { "the training library's \(file) cannot be read: \(problem)" }
}
