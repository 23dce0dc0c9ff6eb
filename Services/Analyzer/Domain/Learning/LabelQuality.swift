/// How good given labels are, against what a person said.
package struct LabelQuality: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package var label: String
        /// Texts that have it, texts that were given it, and both.
        package var there = 0
        package var given = 0
        package var right = 0

        package var precision: Double { given == 0 ? 0 : Double(right) / Double(given) }
        package var recall: Double { there == 0 ? 0 : Double(right) / Double(there) }
        package var f1: Double {
            there + given == 0 ? 0 : 2 * Double(right) / Double(there + given)
        }
    }

    package private(set) var rows: [Row]
    package private(set) var textCount = 0
    /// Texts all of whose labels were right, and no other given.
    package private(set) var rightCount = 0
    /// How many texts of a label (row) were given another (column), `nothing` last.
    package private(set) var confusion: [[Int]]

    package init(labels: [String]) {
        rows = labels.map { Row(label: $0) }
        confusion = Array(
            repeating: Array(repeating: 0, count: labels.count + 1), count: labels.count + 1)
    }

    package mutating func count(_ truth: Set<String>, given: Set<String>) {
        textCount += 1
        if truth == given { rightCount += 1 }
        for index in rows.indices {
            let isThere = truth.contains(rows[index].label)
            let isGiven = given.contains(rows[index].label)
            rows[index].there += isThere ? 1 : 0
            rows[index].given += isGiven ? 1 : 0
            rows[index].right += isThere && isGiven ? 1 : 0
        }
        for row in places(truth) { for column in places(given) { confusion[row][column] += 1 } }
    }

    private func places(_ labels: Set<String>) -> [Int] {
        let places = rows.indices.filter { labels.contains(rows[$0].label) }
        return places.isEmpty ? [rows.count] : places
    }

    package var accuracy: Double {
        textCount == 0 ? 0 : Double(rightCount) / Double(textCount)
    }

    /// The mean of the labels' F1.
    package var macroF1: Double {
        rows.isEmpty ? 0 : rows.reduce(0) { $0 + $1.f1 } / Double(rows.count)
    }
}
