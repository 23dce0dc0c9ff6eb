import Foundation
import PredictionDomain

/// Reads a file of series: a heading, then an identifier and the values of one series a line (CSV).
///
/// Cells may be quoted; empty ones at the end are passed over, as where series differ in length.
enum SeriesFile {
    /// Every series; throws `InputFault` with the line of the first that cannot be used.
    static func read(_ path: String, period: Int?) throws -> [HistoricalSeries] {
        var series: [HistoricalSeries] = []
        for (number, line) in try LineReader(path).lines() {
            let cells = String(decoding: line, as: UTF8.self).split(
                separator: ",", omittingEmptySubsequences: false
            ).map(bare)
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            if number == 1, cells.dropFirst().allSatisfy({ Double($0) == nil }) { continue }
            let values = try values(of: cells, path, number)
            series.append(
                HistoricalSeries(
                    id: cells[0], values: values, period: period ?? usualPeriod(of: cells[0])))
        }
        guard !series.isEmpty else {
            throw InputFault(file: path, line: nil, problem: "has no series")
        }
        return series
    }

    private static func values(
        of cells: [String], _ path: String, _ number: Int
    ) throws -> [Double] {
        let trimmed = cells.dropFirst().reversed().drop { missing.contains($0) }.reversed()
        return try trimmed.enumerated().map { place, cell in
            guard let value = Double(cell), value.isFinite else {
                throw InputFault(
                    file: path, line: number,
                    problem: "value \(place + 1) of series \(cells[0]) is not a number: \(cell)")
            }
            return value
        }
    }

    private static let missing: Set<String> = ["", "NA", "NaN", "nan", "null"]

    private static func bare(_ cell: Substring) -> String {
        cell.trimmingCharacters(in: CharacterSet(charactersIn: "\" \t\r"))
    }

    /// By the M4 competition's names: Q12 is quarterly, M12 monthly, H12 hourly, any other has none.
    private static func usualPeriod(of id: String) -> Int {
        guard id.dropFirst().allSatisfy(\.isNumber), id.count > 1 else { return 1 }
        return switch id.first {
        case "Q": 4
        case "M": 12
        case "H": 24
        default: 1
        }
    }
}
