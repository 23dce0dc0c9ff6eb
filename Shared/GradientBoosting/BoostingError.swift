import CXGBoost

/// Why a booster could not be trained, read or asked.
package enum BoostingError: Error, Hashable, Sendable {
    /// Training needs at least one row and one feature.
    case emptyData
    /// A row with this many values met a matrix or model that has `expected` features.
    case wrongFeatureCount(expected: Int, found: Int)
    /// A value is infinite; a value that is missing is NaN.
    case infiniteValue(feature: Int)
    /// Labels or weights do not match the rows one by one.
    case unmatchedRows(rows: Int, labels: Int, weights: Int)
    /// A training parameter lies outside of its range.
    case parameterOutOfRange(name: String)
    /// These bytes are not a booster.
    case unreadableModel(reason: String)
    /// XGBoost refused a call.
    case refused(call: String, reason: String)
}

extension BoostingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .emptyData:
            "there is nothing to train on: pass at least one row with one feature"
        case .wrongFeatureCount(let expected, let found):
            "a row has \(found) values where the model has \(expected) features"
        case .infiniteValue(let feature):
            "feature \(feature) is infinite; pass NaN for a value that is missing"
        case .unmatchedRows(let rows, let labels, let weights):
            "\(rows) rows came with \(labels) labels and \(weights) weights; pass one for each row"
        case .parameterOutOfRange(let name):
            "the training parameter \(name) is out of range"
        case .unreadableModel(let reason):
            "the bytes are not a booster: \(reason)"
        case .refused(let call, let reason):
            "XGBoost refused \(call): \(reason)"
        }
    }
}

/// Turns XGBoost's return code into a typed error.
@inline(__always)
func check(_ call: StaticString, _ code: CInt) throws(BoostingError) {
    guard code != 0 else { return }
    throw .refused(call: "\(call)", reason: lastReason())
}

/// The library's last error on this thread: its first line, without the place in its source.
func lastReason() -> String {
    guard let text = XGBGetLastError() else { return "no reason given" }
    let first = String(cString: text).split(separator: "\n").first.map(String.init) ?? ""
    guard let end = first.range(of: ": ", after: "] ") else { return first }
    return String(first[end...])
}

extension String {
    /// The index behind the first `mark` that follows the first `start`; nil when either is absent.
    fileprivate func range(of mark: String, after start: String) -> Index? {
        guard let from = index(behind: start, from: startIndex) else { return nil }
        return index(behind: mark, from: from)
    }

    private func index(behind text: String, from start: Index) -> Index? {
        var place = start
        while place < endIndex {
            if self[place...].hasPrefix(text) { return index(place, offsetBy: text.count) }
            place = index(after: place)
        }
        return nil
    }
}
