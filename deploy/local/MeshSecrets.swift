import Foundation

/// The secrets of a mesh on this machine: made once, kept in a file that only its owner can read.
package struct MeshSecrets: Codable, Sendable {
    /// Passwords of the database roles, by service.
    package var databasePasswords: [String: String]
    /// Signs the tokens of people who are signed in.
    package var tokenKey: String
    /// The development user's password, printed by `meshctl up`.
    package var developmentPassword: String

    /// The secrets in `file`, made first when there are none.
    package static func load(from file: URL, services: [String]) throws -> MeshSecrets {
        if let data = try? Data(contentsOf: file) {
            return try JSONDecoder().decode(MeshSecrets.self, from: data)
        }
        let secrets = MeshSecrets(
            databasePasswords: Dictionary(
                uniqueKeysWithValues: services.map { ($0, Self.random(letters: 32)) }),
            tokenKey: Self.random(letters: 64), developmentPassword: Self.random(letters: 14))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let isMade = FileManager.default.createFile(
            atPath: file.path, contents: try encoder.encode(secrets),
            attributes: [.posixPermissions: 0o600])
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
        return secrets
    }

    /// Letters and digits without those that look alike.
    private static func random(letters count: Int) -> String {
        let alphabet = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "x" })
    }
}
