import Foundation
import PredictionDomain

/// Reads a log of choices: columns `arm`, `reward`, `propensity`, and `position` if there is one (CSV).
enum ChoiceLog {
    /// Throws `InputFault` with the first line that cannot be used.
    static func read(_ path: String) throws -> [LoggedChoice] {
        let lines = try LineReader(path).lines()
        let heading = cells(lines.first?.line ?? Data())
        func column(_ name: String) throws -> Int {
            guard let place = heading.firstIndex(of: name) else {
                throw InputFault(file: path, line: 1, problem: "has no column \(name)")
            }
            return place
        }
        let (arm, reward) = (try column("arm"), try column("reward"))
        let (propensity, place) = (try column("propensity"), heading.firstIndex(of: "position"))
        return try lines.dropFirst().compactMap { number, line in
            let cells = cells(line)
            guard cells != [""] else { return nil }
            guard cells.count == heading.count, let arm = Int(cells[arm]),
                let reward = Double(cells[reward]), let propensity = Double(cells[propensity]),
                let place = place.map({ Int(cells[$0]) }) ?? 0
            else {
                throw InputFault(
                    file: path, line: number, problem: "does not have a number in each column")
            }
            guard reward.isFinite, propensity > 0, propensity <= 1 else {
                throw InputFault(
                    file: path, line: number,
                    problem: "needs a finite reward and a propensity above 0, at most 1")
            }
            return LoggedChoice(place: place, arm: arm, reward: reward, propensity: propensity)
        }
    }

    private static func cells(_ line: Data) -> [String] {
        String(decoding: line, as: UTF8.self).split(
            separator: ",", omittingEmptySubsequences: false
        )
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \t\r")) }
    }
}
