/// Compares what came with what a case expects: each fault is one line, nothing means it holds.
///
/// A map holds when each of its keys does; lists and scalars hold when they are equal. A map with
/// one of the words below is a bound instead: `at_least`, `at_most`, `contains`, `length`, `absent`,
/// `any`.
func faults(in actual: Datum?, against expected: Datum, at path: String = "") -> [String] {
    if case .map(let map) = expected {
        if let bound = bound(map, actual) { return bound ? [] : [mismatch(path, expected, actual)] }
        return map.sorted { $0.key < $1.key }.flatMap { key, value in
            faults(in: actual?[key], against: value, at: path.isEmpty ? key : "\(path).\(key)")
        }
    }
    if case .list(let list) = expected, let came = actual?.list, list.count == came.count {
        return zip(list, came).enumerated().flatMap { index, pair in
            faults(in: pair.1, against: pair.0, at: "\(path)[\(index)]")
        }
    }
    return expected == actual ? [] : [mismatch(path, expected, actual)]
}

/// Nil when `map` is no bound.
private func bound(_ map: [String: Datum], _ actual: Datum?) -> Bool? {
    var holds: Bool?
    for (word, limit) in map {
        switch (word, limit) {
        case ("at_least", .integer(let least)):
            holds = (holds ?? true) && (actual?.integer ?? .min) >= least
        case ("at_most", .integer(let most)):
            holds = (holds ?? true) && (actual?.integer ?? .max) <= most
        case ("contains", let part): holds = actual?.text?.contains("\(part)") ?? false
        case ("absent", .boolean(true)): holds = actual == nil || actual == .null
        case ("any", .boolean(true)): holds = actual != nil
        case ("length", .integer(let length)): holds = actual?.text?.utf8.count == length
        default: return nil
        }
    }
    return holds
}

private func mismatch(_ path: String, _ expected: Datum, _ actual: Datum?) -> String {
    "\(path): expected \(expected.json), came \(actual?.json.prefix(300) ?? "nothing")"
}
