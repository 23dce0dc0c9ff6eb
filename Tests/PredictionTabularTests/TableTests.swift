import PredictionDomain
import Tables
import Testing

@testable import PredictionTabular

@Suite struct TableSchemaTests {
    @Test func findsTheOutcomeAndKeepsOutWhatAModelMayNotSee() throws {
        let schema = try TableSchema(calls(200), TableIntent())
        #expect(schema.target == "y")
        #expect(schema.success == "yes")
        #expect(schema.inputs.map(\.name) == ["warmth", "channel", "rate"])
        let grounds = Dictionary(
            uniqueKeysWithValues: schema.refused.map { ($0.column, $0.ground) })
        #expect(
            grounds == [
                "duration": .leakage, "age": .demographic, "call_id": .identifier,
                "source": .constant,
            ])
    }

    static let names: [(String, RefusedColumn.Ground?)] = [
        ("duration", .leakage), ("callDuration", .leakage), ("call_length_s", .leakage),
        ("outcome", .leakage), ("previous_outcome", nil), ("poutcome", nil), ("p_outcome", nil),
        ("final_price", .leakage), ("list_price", nil), ("age", .demographic), ("stage", nil),
        ("Marital Status", .demographic), ("average", nil), ("last_duration", nil),
    ]

    @Test(arguments: names)
    func aNameIsJudgedByItsWords(name: String, ground: RefusedColumn.Ground?) {
        #expect(ColumnRules.refusal(of: name)?.ground == ground)
    }

    @Test func whatTheOwnerDeclaresCounts() throws {
        var intent = TableIntent()
        intent.knownAfter = ["warmth"]
        intent.allowed = ["duration", "age"]
        let schema = try TableSchema(calls(200), intent)
        #expect(schema.inputs.map(\.name) == ["channel", "duration", "rate"])
        intent.knownAfter = ["warmht"]
        #expect(throws: TableFault.self) { try TableSchema(calls(200), intent) }
    }

    @Test func oneOutcomeAloneIsNamed() {
        let table = TextTable(columns: ["a", "y"], rows: (0..<9).map { ["\($0)", "no"] })
        #expect(throws: TableFault.notTwoOutcomes(column: "y", found: 1)) {
            try TableSchema(table, TableIntent())
        }
    }

    @Test func anOutcomeWithThreeValuesIsRefused() {
        var intent = TableIntent()
        intent.target = "warmth"
        #expect(throws: TableFault.notTwoOutcomes(column: "warmth", found: 60)) {
            try TableSchema(calls(60), intent)
        }
    }
}

@Suite struct TableTrainerTests {
    @Test func aColumnThatForeseesBetterThanAllOthersIsRefusedWhateverItsName() throws {
        let table = calls(1_200, secondsName: "ticks")
        let report = try quickTrainer.train(on: table).report
        let refusal = report.schema.refused.first { $0.column == "ticks" }
        #expect(refusal?.ground == .leakage)
        #expect(refusal?.reason.contains("--allow ticks") == true)
        var intent = TableIntent()
        intent.allowed = ["ticks"]
        let trusting = try quickTrainer.train(on: table, intent).report
        #expect(trusting.schema.inputs.contains { $0.name == "ticks" })
        #expect(trusting.random.quality.auc > report.random.quality.auc + 0.05)
    }

    @Test func driftIsAlarmedInTimeOrderAndNotInRandomFolds() throws {
        let report = try quickTrainer.train(on: calls(1_500)).report
        #expect(report.random.level < .alarm)
        #expect(report.timeOrdered.level == .alarm)
        #expect(report.timeOrdered.drift[0].column == "rate")
        #expect(report.movingColumns == ["rate"])
        #expect(report.timeOrderedOfSteady != nil)
    }

    /// A calibration fitted to the rows after the turn would say the same of every row: AUC 0.5.
    @Test func aWorldThatTurnsAroundLeavesAnOrderToJudge() throws {
        let report = try quickTrainer.train(on: calls(1_500, turningAt: 0.64)).report
        #expect(abs(report.timeOrdered.quality.auc - 0.5) > 0.05)
    }

    @Test func errorIsToldByGroupsThatNoModelSees() throws {
        let (model, report) = try quickTrainer.train(on: calls(1_200))
        #expect(report.groups.map(\.column) == Array(repeating: "age", count: 5))
        #expect(report.groups.reduce(0) { $0 + $1.quality.count } == 1_200)
        #expect(!model.encoder.columns.contains { $0.name == "age" })
    }

    @Test func aMonotoneConstraintHoldsForTheTable() throws {
        var intent = TableIntent()
        intent.monotone = ["warmth": -1]
        let model = try quickTrainer.train(on: calls(1_200), intent).model
        let rows = (0...10).map { step in
            ["\(Double(step) / 5 - 1)", "cell", "", "0.5", "", "", "", ""]
        }
        let told = try model.foresee(TextTable(columns: calls(1).columns, rows: rows))
        #expect(model.encoder.columns.contains { $0.name == "warmth" })
        #expect(zip(told, told.dropFirst()).allSatisfy { $0.probability >= $1.probability })
    }

    @Test func aRowIsExplainedByColumnsOfTheTable() throws {
        let table = calls(1_200)
        let (model, report) = try quickTrainer.train(on: table)
        let told = try model.foresee(table.rows(0..<50))
        #expect(told.allSatisfy { $0.interval.contains($0.probability) })
        let columns = Set(told.flatMap(\.factors).map(\.column))
        #expect(columns.isSubset(of: ["warmth", "channel", "rate"]))
        #expect(report.importances.max { $0.meanSize < $1.meanSize }?.name == "warmth")
        #expect(report.reliability.svg.contains("Expected calibration error"))
    }

    @Test func tooFewRowsAreSaid() {
        #expect { try quickTrainer.train(on: calls(40)) } throws: { error in
            "\(error)".contains("at least 50 rows of each outcome")
        }
    }
}

@Suite struct StabilityIndexTests {
    @Test func sharesThatMovedCountByTheirLogRatio() {
        let index = StabilityIndex(then: [50, 50], now: [80, 20])
        #expect(abs(index.value - 0.415_888) < 1e-5)
        #expect(StabilityIndex(then: [10, 30], now: [10, 30]).value == 0)
    }

    @Test func aSmallSampleAloneAlarmsNobody() {
        let index = StabilityIndex(then: [4, 2, 1, 3], now: [2, 3, 3, 2])
        #expect(index.value > StabilityIndex.alarmFrom)
        #expect(index.level == .tooFew)
        #expect(StabilityIndex(then: [2.0, 2], now: [3.0, 3]).level == .tooFew)
    }

    @Test func aNewLabelIsDrift() {
        let then = Array(repeating: "a", count: 500)
        let now = Array(repeating: "a", count: 300) + Array(repeating: "b", count: 200)
        #expect(StabilityIndex(then: then, now: now).level == .alarm)
        #expect(StabilityIndex(then: then, now: then).level == .steady)
    }
}
