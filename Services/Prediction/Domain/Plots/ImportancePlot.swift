/// How much each feature moves predictions: the mean size of its SHAP values, in log-odds.
package struct ImportancePlot: Sendable {
    /// More bars than this are not read.
    private static let barCountMax = 20

    package let bars: [FeatureImportance]

    /// The largest come first.
    package init(_ importances: [FeatureImportance]) {
        bars = Array(
            importances.sorted { ($1.meanSize, $0.name) < ($0.meanSize, $1.name) }
                .prefix(Self.barCountMax))
    }

    package var svg: String {
        let (left, width, row) = (220.0, 300.0, 24.0)
        let height = 40 + Double(bars.count) * row + 8
        var plot = Plot(
            title: "Importance",
            summary: bars.map { "\($0.name): \(thousandths($0.meanSize))." }
                .joined(separator: " "),
            width: left + width + 70, height: height)
        plot.text(8, 20, "Mean size of the SHAP value, in log-odds")
        let largest = max(bars.first?.meanSize ?? 0, 1e-12)
        for (place, bar) in bars.enumerated() {
            let top = 40 + Double(place) * row
            let length = bar.meanSize / largest * width
            plot.text(left - 8, top + 14, bar.name, anchor: "end")
            plot.bar(left, top + 3, length, 14, fill: "#1f5fa8")
            plot.text(left + length + 6, top + 14, thousandths(bar.meanSize))
        }
        return plot.svg
    }
}

/// One feature's part in a model.
package struct FeatureImportance: Hashable, Sendable {
    package var name: String
    /// The mean of |SHAP| over rows, in log-odds.
    package var meanSize: Double

    package init(name: String, meanSize: Double) {
        self.name = name
        self.meanSize = meanSize
    }
}
