import Foundation
import PredictionDomain

/// Reads learners' tries, three lines a learner: how many, the skill of each, 1 or 0 for each.
enum PracticeFile {
    /// Throws `InputFault` with the first line that cannot be used.
    static func read(_ path: String) throws -> [Practice] {
        let lines = try LineReader(path).lines().filter { _, line in
            line.contains { $0 != 0x20 && $0 != 0x0D }
        }
        guard !lines.isEmpty, lines.count.isMultiple(of: 3) else {
            throw InputFault(
                file: path, line: nil,
                problem: "has \(lines.count) lines; a learner has three: count, skills, outcomes")
        }
        return try stride(from: 0, to: lines.count, by: 3).map { start in
            let rows = try lines[start..<(start + 3)].map { number, line in
                try integers(line, path, number)
            }
            return try practice(rows, path, lines[start].number)
        }
    }

    /// Whether the file holds tries, as far as its first learner shows.
    static func isOne(_ path: String) -> Bool {
        guard let lines = try? LineReader(path).lines().prefix(3), lines.count == 3,
            let rows = try? lines.map({ try integers($0.line, path, $0.number) })
        else { return false }
        return (try? practice(rows, path, 1)) != nil
    }

    private static func practice(_ rows: [[Int]], _ path: String, _ number: Int) throws -> Practice
    {
        let (count, skills, outcomes) = (rows[0], rows[1], rows[2])
        guard count == [skills.count], skills.count == outcomes.count else {
            throw InputFault(
                file: path, line: number,
                problem: "promises \(count.first ?? 0) tries, but \(skills.count) skills and "
                    + "\(outcomes.count) outcomes follow")
        }
        guard outcomes.allSatisfy({ $0 == 0 || $0 == 1 }) else {
            throw InputFault(file: path, line: number + 2, problem: "outcomes must be 0 or 1")
        }
        return Practice(skills: skills, outcomes: outcomes.map { $0 == 1 })
    }

    private static func integers(_ line: Data, _ path: String, _ number: Int) throws -> [Int] {
        try String(decoding: line, as: UTF8.self).split(separator: ",").compactMap { cell in
            let cell = cell.trimmingCharacters(in: .whitespaces)
            guard !cell.isEmpty else { return nil }
            guard let value = Int(cell) else {
                throw InputFault(file: path, line: number, problem: "\(cell) is not a whole number")
            }
            return value
        }
    }
}
