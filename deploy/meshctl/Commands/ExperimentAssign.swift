import ArgumentParser
import Foundation
import Statistics
import Tables

/// `meshctl experiment assign`.
struct ExperimentAssign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Draws arms for a list of units, as even as can be within each stratum.",
        discussion: """
            The list is a table (CSV) with a row a unit. The same experiment, seed and list give \
            the same arms, in whatever order the units stand: publish the seed before the start, \
            and anybody can check afterwards that nobody was put where they suit.
            """)

    @Argument(help: "A table with a header (CSV).")
    var file: String
    @Option(help: "The experiment's name; another name is another draw.")
    var experiment: String
    @Option(help: "The published seed.")
    var seed: Int64
    @Option(help: "The arms, comma-separated, control first.")
    var arms = "control,treated"
    @Option(help: "The column that names the unit; the first one unless said.")
    var unit: String?
    @Option(help: "The column within whose values arms are balanced, such as tenure.")
    var stratum: String?

    func run() async throws {
        try await reporting {
            let data = try InputFile.data(file)
            do throws(TableFault) {
                try draw(TextTable(parsing: data))
            } catch {
                throw InputFault(file: file, line: nil, problem: error.description)
            }
        }
    }

    private func draw(_ table: TextTable) throws(TableFault) {
        let name = unit ?? table.columns[0]
        let units = try table.texts(name)
        guard Set(units).count == units.count, !units.contains(where: \.isEmpty) else {
            throw TableFault(
                "column \"\(name)\" must name each unit once: say --unit COLUMN")
        }
        let strata = try stratum.map { column throws(TableFault) in try table.texts(column) }
        let names = arms.split(separator: ",").map { String($0).trimmed }
        let assignment: Assignment
        do throws(AssignmentFault) {
            assignment = try Assignment(
                experiment: experiment, seed: seed, arms: names, shares: names.map { _ in 1 },
                ramp: 1)
        } catch {
            throw TableFault(error.description)
        }
        let drawn = assignment.blocks(
            units.enumerated().map { ($0.element, strata?[$0.offset] ?? "") })
        Console.print("unit,arm,stratum")
        for (place, unit) in units.enumerated() {
            let fields = [unit, drawn[unit] ?? assignment.control, strata?[place] ?? ""]
            Console.print(fields.map(\.quotedField).joined(separator: ","))
        }
    }
}

extension String {
    /// As a field of a CSV file (RFC 4180).
    fileprivate var quotedField: String {
        guard contains(where: { ",;\"\n\r\t".contains($0) }) else { return self }
        return "\"\(replacing("\"", with: "\"\""))\""
    }
}
