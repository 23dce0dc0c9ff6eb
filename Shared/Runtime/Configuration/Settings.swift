import Configuration
import Identifiers
import RPC

/// What a service reads of its own from its configuration.
package protocol ServiceSettings: Sendable {
    init(from reader: inout SettingsReader)
}

/// The settings of a service that has none of its own.
package struct NoSettings: ServiceSettings {
    package init(from reader: inout SettingsReader) {}
}

/// Reads settings and keeps every fault, so that all of them are reported together.
///
/// A faulty setting reads as a harmless value; `finish()` throws before anyone uses it.
package struct SettingsReader {
    private let source: ConfigReader
    private var faults: [String] = []

    package init(_ source: ConfigReader) { self.source = source }

    /// A text; without a default it is required.
    package mutating func text(
        _ key: String, default fallback: String? = nil, isSecret: Bool = false
    ) -> String {
        if let text = optionalText(key, isSecret: isSecret) { return text }
        if let fallback { return fallback }
        fail(key, "is missing")
        return ""
    }

    /// A text that may be missing.
    package mutating func optionalText(_ key: String, isSecret: Bool = false) -> String? {
        let text = source.string(forKey: ConfigKey(key), isSecret: isSecret)
        return text?.isEmpty == true ? nil : text
    }

    package mutating func integer(
        _ key: String, default fallback: Int, in range: ClosedRange<Int>
    ) -> Int {
        guard let text = optionalText(key) else { return fallback }
        guard let number = Int(text) else {
            fail(key, "must be a whole number, not \"\(text)\"")
            return fallback
        }
        guard range.contains(number) else {
            fail(key, "must be \(range.lowerBound) to \(range.upperBound), not \(number)")
            return fallback
        }
        return number
    }

    /// Whole seconds.
    package mutating func seconds(
        _ key: String, default fallback: Int, in range: ClosedRange<Int>
    ) -> Duration {
        .seconds(integer(key, default: fallback, in: range))
    }

    /// One of the words of `type`.
    package mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, default fallback: Word
    ) -> Word where Word.RawValue == String {
        guard let text = optionalText(key) else { return fallback }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            fail(key, "must be one of \(words), not \"\(text)\"")
            return fallback
        }
        return word
    }

    /// `host:port`; without a default it is required.
    package mutating func address(_ key: String, default fallback: String? = nil) -> HostAndPort {
        let text = text(key, default: fallback)
        guard !text.isEmpty else { return HostAndPort(host: "", port: 0) }
        guard let address = HostAndPort(text) else {
            fail(key, "must be host:port, not \"\(text)\"")
            return HostAndPort(host: "", port: 0)
        }
        return address
    }

    /// `host:port,host:port` or `dns:///name:port`.
    package mutating func target(_ key: String) -> ResolverTarget {
        let text = text(key)
        guard !text.isEmpty else { return .addresses([]) }
        do throws(ResolverTarget.Fault) {
            return try ResolverTarget(text)
        } catch {
            fail(key, "must be host:port,… or dns:///name:port: \(error)")
            return .addresses([])
        }
    }

    /// Notes a fault that the caller found itself.
    package mutating func fail(_ key: String, _ problem: String) {
        let name = key.uppercased().replacing(".", with: "_")
        faults.append("\(name) \(problem)")
    }

    /// Throws all faults, if there are any.
    package func finish() throws(SettingsFaults) {
        if !faults.isEmpty { throw SettingsFaults(faults: faults) }
    }
}

/// Everything that is wrong with a configuration.
package struct SettingsFaults: Error, CustomStringConvertible {
    package let faults: [String]

    package var description: String {
        "the configuration has \(faults.count) fault\(faults.count == 1 ? "" : "s"):\n"
            + faults.map { "  \($0)" }.joined(separator: "\n")
    }
}

/// Where a server listens.
package struct HostAndPort: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    /// 0–65,535; 0 lets the system choose.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`, `[::1]:port`; nil when it is neither.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
