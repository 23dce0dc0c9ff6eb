import Foundation
import Testing

/// One case: a call, and how it must end. README.md describes its form.
struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let fields: Datum

    var testDescription: String { id }
    var serverLimits: Datum { fields["server_limits"] ?? .map([:]) }
    var drainAfter: Duration? { fields["drain_after_ms"]?.integer.map { .milliseconds($0) } }
    var expectation: Datum { Case.assumed.merged(with: fields["expect"] ?? .map([:])) }

    /// The line that the calling peer gets.
    ///
    /// Peers serve several runs: `run` keeps what the server saw of each apart.
    func line(port: Int, run: String) -> Datum {
        let place = Datum.map(["id": .text("\(run) \(id)"), "port": .integer(port)])
        let without = Datum.map(["then": .null])
        let steps = (fields["then"]?.list ?? []).map {
            fields.merged(with: $0).merged(with: place).merged(with: without)
        }
        return fields.merged(with: place).merged(with: .map(["then": .list(steps)])).withoutNulls
    }

    /// What every case expects unless it says otherwise.
    private static let assumed = Datum.map(["status": .text("OK"), "intact": .boolean(true)])
}

extension Case {
    static let all: [Case] = {
        do { return try read() } catch { fatalError("the cases cannot be read: \(error)") }
    }()

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    private static func read() throws -> [Case] {
        try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "cases"), includingPropertiesForKeys: nil
        )
        .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
        .flatMap { file in
            try cases(
                of: Datum(yaml: String(contentsOf: file, encoding: .utf8)),
                group: file.deletingPathExtension().lastPathComponent)
        }
    }

    /// The cases of one file: `defaults` beneath each, and one for each row of `each`.
    static func cases(of file: Datum, group: String) -> [Case] {
        let defaults = file["defaults"] ?? .map([:])
        return (file["cases"]?.list ?? []).flatMap { template in
            (template["each"]?.list ?? [.map([:])]).map { row in
                var fields = template.map ?? [:]
                fields["each"] = nil
                let filled = defaults.merged(with: .map(fields)).filled(with: row.map ?? [:])
                return Case(filled, group: group)
            }
        }
    }

    private init(_ fields: Datum, group: String) {
        id = "\(group)/\(fields["name"] ?? .text("?"))"
        var fields = fields.map ?? [:]
        if let send = fields["send"] { fields["send"] = send.repeated }
        fields["plan"] = fields["plan"].map(Case.withRepeatedReplies)
        fields["expect"] = fields["expect"].map(Case.withRepeatedReplies)
        if let fill = fields["metadata_fill"] { fields["metadata"] = fill.filledMetadata }
        self.fields = .map(fields)
    }

    private static func withRepeatedReplies(_ datum: Datum) -> Datum {
        guard var map = datum.map else { return datum }
        if let replies = map["replies"] { map["replies"] = replies.repeated }
        if let then = map["then"]?.list { map["then"] = .list(then.map(withRepeatedReplies)) }
        return .map(map)
    }
}

extension Datum {
    /// A step says null for what it does without.
    fileprivate var withoutNulls: Datum {
        switch self {
        case .map(let map): .map(map.filter { $0.value != .null }.mapValues(\.withoutNulls))
        case .list(let list): .list(list.map(\.withoutNulls))
        default: self
        }
    }

    /// `{times: 3, bytes: 100}` as `[100, 100, 100]`.
    fileprivate var repeated: Datum {
        guard let times = self["times"]?.integer, let bytes = self["bytes"] else { return self }
        return .list(Array(repeating: bytes, count: times))
    }

    /// `{pairs: 2, value_bytes: 3}` as `{key000: vvv, key001: vvv}`.
    fileprivate var filledMetadata: Datum {
        let value = String(repeating: "v", count: self["value_bytes"]?.integer ?? 1)
        let names = (0..<(self["pairs"]?.integer ?? 0)).map { number in
            "key" + String(repeating: "0", count: number < 10 ? 2 : number < 100 ? 1 : 0)
                + "\(number)"
        }
        return .map(Dictionary(uniqueKeysWithValues: names.map { ($0, .text(value)) }))
    }
}
