import Crypto
import Foundation
import Identifiers

/// What a seal says of the file that it stands in.
package struct ReportSeal: Codable, Hashable, Sendable {
    package let tenant: String
    /// `agent ID`, `team ID` or `all coached agents`.
    package let subject: String
    /// Such as `2026-03-01T00:00:00.000000Z`.
    package let periodStart, periodEnd: String
    package let format: ReportFormat
    /// SHA-256 of the report's numbers, hexadecimal: the same in every format.
    package let numbers: String
    /// SHA-256 of the file without its seal, hexadecimal.
    package let file: String
    /// When it was handed out.
    package let made: String

    enum CodingKeys: String, CodingKey {
        case tenant, subject, format, numbers, file, made
        case periodStart = "period_start"
        case periodEnd = "period_end"
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    static func digest(of bytes: [UInt8]) -> String {
        SHA256.hash(data: Data(bytes)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
