import Crypto
import CryptoExtras
import Foundation

/// A password's scrypt hash (RFC 7914) with its cost and salt, as one line of text.
///
/// `$scrypt$ln=15,r=8,p=3$salt$key`, salt and key in base64: the PHC string format, so that the cost
/// can rise without touching what is stored.
struct PasswordHash: Sendable {
    struct Cost: Hashable, Sendable {
        /// log₂ of the rounds.
        let logN: Int
        let blockSize: Int
        let parallelism: Int

        /// 32 MiB and about 0.2 s: OWASP's Password Storage Cheat Sheet (2024) for scrypt.
        static let standard = Cost(logN: 15, blockSize: 8, parallelism: 3)
        /// For tests only: the same path in a millisecond.
        static let test = Cost(logN: 4, blockSize: 1, parallelism: 1)
    }

    let text: String
    private let cost: Cost
    private let salt: [UInt8]
    private let key: [UInt8]

    /// Hashes a password with a fresh salt; blocks for as long as the cost says.
    init(of password: String, cost: Cost = .standard) throws {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let key = try Self.derive(password, salt, cost)
        self.cost = cost
        self.salt = salt
        self.key = key
        text =
            "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)"
            + "$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
    }

    /// The hash of no password: checking against it costs as much as against any other.
    static func ofNobody(cost: Cost) -> PasswordHash {
        PasswordHash(
            text: "", cost: cost, salt: Array(repeating: 0, count: 16),
            key: Array(repeating: 0, count: 32))
    }

    private init(text: String, cost: Cost, salt: [UInt8], key: [UInt8]) {
        self.text = text
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// Reads a stored line; nil when it is not one, or asks for more than we would ever spend.
    init?(stored text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let cost = Self.cost(parts[2]), let salt = Data(base64Encoded: String(parts[3])),
            let key = Data(base64Encoded: String(parts[4])), key.count == 32
        else { return nil }
        self.text = text
        self.cost = cost
        self.salt = Array(salt)
        self.key = Array(key)
    }

    /// Whether it is the hash of `password`; takes the same time for every wrong one.
    func matches(_ password: String) -> Bool {
        guard let derived = try? Self.derive(password, salt, cost) else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(derived, key) { difference |= one ^ other }
        return difference == 0
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8]
    {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost.logN,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func cost(_ text: Substring) -> Cost? {
        let numbers = text.split(separator: ",").map { part -> Int? in
            part.split(separator: "=").last.flatMap { Int($0) }
        }
        guard numbers.count == 3, let logN = numbers[0], let blockSize = numbers[1],
            let parallelism = numbers[2], (1...20).contains(logN), (1...16).contains(blockSize),
            (1...16).contains(parallelism)
        else { return nil }
        return Cost(logN: logN, blockSize: blockSize, parallelism: parallelism)
    }
}
