import PredictionDomain
import Tables

/// Reads a file of series: a heading, then an identifier and the values of one series a line (CSV).
///
/// Cells may be quoted; empty ones at the end are passed over, as where series differ in length.
enum SeriesFile {
    /// Every series; throws `InputFault` with the line of the first that cannot be used.
    static func read(_ path: String, period: Int?) throws -> [HistoricalSeries] {
        var series: [HistoricalSeries] = []
        for (place, (line, cells)) in try records(of: path).enumerated() {
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            if place == 0, cells.dropFirst().allSatisfy({ Double($0) == nil }) { continue }
            let values = try values(of: cells, path, line)
            series.append(
                HistoricalSeries(
                    id: cells[0], values: values, period: period ?? usualPeriod(of: cells[0])))
        }
        guard !series.isEmpty else {
            throw InputFault(file: path, line: nil, problem: "has no series")
        }
        return series
    }

    private static func records(of path: String) throws -> [(line: Int, cells: [String])] {
        var reader = RecordReader(try InputFile.data(path))
        var records: [(Int, [String])] = []
        do throws(TableFault) {
            while let cells = try reader.next() {
                records.append((reader.line, cells.map(\.trimmed)))
            }
        } catch {
            throw InputFault(file: path, line: nil, problem: error.description)
        }
        return records
    }

    private static func values(
        of cells: [String], _ path: String, _ number: Int
    ) throws -> [Double] {
        let trimmed = cells.dropFirst().reversed().drop(while: \.isMissing).reversed()
        return try trimmed.enumerated().map { place, cell in
            guard let value = Double(cell), value.isFinite else {
                throw InputFault(
                    file: path, line: number,
                    problem: "value \(place + 1) of series \(cells[0]) is not a number: \(cell)")
            }
            return value
        }
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
