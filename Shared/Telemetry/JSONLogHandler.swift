import Foundation
import Logging
import Redaction

/// Writes each log line as one JSON object on standard error.
///
/// Fields: `time` (RFC 3339), `level`, `service`, `label`, `message`, then the metadata, such as
/// `call` and `tenant` while a call is served. Phone numbers, mail addresses, cards and social
/// security numbers are taken out of the message and of whatever is more than one plain word.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let service: String
    private let label: String

    package init(
        service: String, label: String, level: Logger.Level,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.service = service
        self.label = label
        self.metadataProvider = metadataProvider
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = JSONLine()
        line.add("time", Self.timestamp())
        line.add("level", event.level.rawValue)
        line.add("service", service)
        line.add("label", label)
        line.add("message", Self.redacted(event.message.description))
        var fields = metadata
        fields.merge(metadataProvider?.get() ?? [:]) { $1 }
        fields.merge(event.metadata ?? [:]) { $1 }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            line.add(key, Self.redacted(value.description))
        }
        line.write(to: STDERR_FILENO)
    }

    /// Ids and measures, which are one word, stay as they are.
    private static func redacted(_ text: String) -> String {
        guard text.utf8.contains(where: { " @-(+".utf8.contains($0) }) else { return text }
        var redactor = Redactor(kinds: Redactor.logKinds)
        return redactor.redact(text)
    }

    private static func timestamp() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        gmtime_r(&now.tv_sec, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let milliseconds = now.tv_nsec / 1_000_000
        let fraction = String(String(1_000 + milliseconds).dropFirst())
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(fraction)Z"
    }
}

/// One line of JSON in the making.
struct JSONLine {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    mutating func add(_ key: String, _ value: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        addText(key)
        bytes.append(UInt8(ascii: ":"))
        addText(value)
    }

    /// Writes the line in one call, so that lines of several threads do not mix.
    consuming func write(to descriptor: Int32) {
        bytes.append(contentsOf: "}\n".utf8)
        bytes.withUnsafeBytes { _ = Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }

    private mutating func addText(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
            case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
            case 0..<0x20: bytes.append(contentsOf: "\\u00".utf8 + Self.hex(byte))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hex(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
    }
}
