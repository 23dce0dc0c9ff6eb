import Identifiers
import ROIContract
import ROIDomain

/// Makes a report and keeps its numbers, for whoever asked: a person or the schedule.
struct ReportPress: Sendable {
    let reports: ReportReader
    let archive: ReportArchive

    struct Printed: Sendable {
        let reading: ReportReader.Reading
        /// JSON.
        let numbers: String
        /// Of the numbers.
        let hash: String
    }

    /// The same numbers are kept once.
    func make(
        _ query: GetReport, of scope: ReportScope, isScheduled: Bool, at now: Instant
    ) async throws -> Printed {
        let reading = try await reports.read(query, of: scope, at: now)
        let numbers = try ReportNumbers(reading, query).json()
        let hash = ReportNumbers.hash(of: numbers)
        try await archive.keep(numbers, hash: hash, of: query, isScheduled: isScheduled, at: now)
        return Printed(reading: reading, numbers: numbers, hash: hash)
    }
}
