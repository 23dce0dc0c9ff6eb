import PredictionDomain
import Tables

/// How well one column foresees alone: the AUC, on the odd rows, of the success share that values
/// like it had on the even ones.
///
/// Numbers are cut into bins of equal mass, labels stand for themselves. O(n log n).
func aloneAUC(_ values: [String], _ outcomes: [Bool]) -> Double {
    let keys = isNumeric(values) ? binned(values.map(TableSchema.number)) : values
    var tally: [String: (successes: Double, count: Double)] = [:]
    let base = Double(outcomes.count { $0 }) / Double(max(1, outcomes.count))
    for index in stride(from: 0, to: keys.count, by: 2) {
        tally[keys[index], default: (0, 0)].count += 1
        if outcomes[index] { tally[keys[index], default: (0, 0)].successes += 1 }
    }
    let judgements = stride(from: 1, to: keys.count, by: 2).map { index in
        let (successes, count) = tally[keys[index], default: (0, 0)]
        return Judgement(
            probability: (successes + 10 * base) / (count + 10), succeeded: outcomes[index])
    }
    return Quality(judgements).auc
}

private func isNumeric(_ values: [String]) -> Bool {
    values.allSatisfy { $0.trimmed.isMissing || Double($0.trimmed) != nil }
}

private func binned(_ numbers: [Double], bins: Int = 20) -> [String] {
    let sorted = numbers.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return numbers.map { _ in "" } }
    let cuts = (1..<bins).map { sorted[sorted.count * $0 / bins] }
    return numbers.map { number in
        number.isNaN ? "missing" : "\(cuts.firstIndex { number < $0 } ?? cuts.count)"
    }
}
