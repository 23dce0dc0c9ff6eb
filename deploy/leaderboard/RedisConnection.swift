import Foundation
import GamificationDomain
import Identifiers

/// One connection to Redis that asks one thing at a time, with as little around it as can be, so
/// that what is measured is Redis.
///
/// Inline commands and the replies `:`, `+`, `$` and `-` of RESP2.
final class RedisConnection {
    private static let key = "board"
    /// Commands that are sent before their replies are read while filling.
    private static let pipelineCount = 1_000
    /// A Redis that says nothing for this long says nothing more.
    private static let answerTimeoutSeconds = 30

    private let descriptor: Int32
    private var input: [UInt8] = []

    init(to path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let fault = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard fault == 0 else {
            close(descriptor)
            throw RedisFault(description: "cannot connect to \(path)")
        }
        var patience = timeval(tv_sec: Self.answerTimeoutSeconds, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func fill(_ standings: [Standing], _ pace: Stopwatch.Pace) throws {
        var first = 0
        while first < standings.count {
            let part = standings[first..<min(first + Self.pipelineCount, standings.count)]
            try send(part.map(Self.update).joined())
            for _ in part { _ = try reply() }
            first = part.endIndex
            pace.show(first)
        }
    }

    func update(_ standing: Standing) throws {
        try send(Self.update(standing))
        _ = try reply()
    }

    /// From 0; equal scores are ordered by name, not by who was first.
    func rank(of agent: AgentID) throws -> Int? {
        try send("ZREVRANK \(Self.key) \(agent)\r\n")
        return Int(try reply())
    }

    func countAbove(_ points: Int64) throws -> Int {
        try send("ZCOUNT \(Self.key) (\(points) +inf\r\n")
        return Int(try reply()) ?? -1
    }

    func usedMemory() throws -> Int { Int(try information("memory", "used_memory:")) ?? 0 }

    func resetStatistics() throws {
        try send("CONFIG RESETSTAT\r\n")
        _ = try reply()
    }

    func meanMicroseconds(of command: String) throws -> Double? {
        let line = try information("commandstats", "cmdstat_\(command):")
        let field = line.split(separator: ",").first { $0.hasPrefix("usec_per_call=") }
        return field.flatMap { Double($0.dropFirst("usec_per_call=".count)) }
    }

    private static func update(_ standing: Standing) -> String {
        "ZADD \(key) \(standing.points) \(standing.agentID)\r\n"
    }

    private func information(_ section: String, _ prefix: String) throws -> String {
        try send("INFO \(section)\r\n")
        let lines = try reply().split(whereSeparator: \.isNewline)
        return lines.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) } ?? ""
    }

    private func send(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw RedisFault(description: "Redis hung up") }
            bytes = bytes.dropFirst(count)
        }
    }

    private func reply() throws -> String {
        let line = try self.line()
        switch line.first {
        case "$":
            guard let count = Int(line.dropFirst()), count >= 0 else { return "" }
            return try take(count)
        case "-": throw RedisFault(description: "Redis says \(line.dropFirst())")
        default: return String(line.dropFirst())
        }
    }

    private func line() throws -> String {
        while true {
            if let end = input.firstIndex(of: 0x0A) {
                let line = String(decoding: input[..<(end - 1)], as: UTF8.self)
                input.removeFirst(end + 1)
                return line
            }
            try receive()
        }
    }

    private func take(_ count: Int) throws -> String {
        while input.count < count + 2 { try receive() }
        let text = String(decoding: input[..<count], as: UTF8.self)
        input.removeFirst(count + 2)
        return text
    }

    private func receive() throws {
        let size = 65_536
        let part = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, size))
        }
        guard !part.isEmpty else {
            throw RedisFault(
                description:
                    "Redis hung up, or was silent for \(Self.answerTimeoutSeconds) seconds")
        }
        input += part
    }
}

/// Redis did not do what was asked.
struct RedisFault: Error, CustomStringConvertible {
    let description: String
}
