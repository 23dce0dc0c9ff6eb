import GradientBoosting
import Identifiers
import Testing

/// A table in which the first feature matters much, the second a little and the third not at all.
func table(_ count: Int, seed: UInt64 = 1) throws -> (rows: FeatureMatrix, labels: [Bool]) {
    var random = SplitMix64(seed: seed)
    var rows = FeatureMatrix(columnCount: 4)
    var labels: [Bool] = []
    for _ in 0..<count {
        let row = (0..<4).map { _ in Float.random(in: -1...1, using: &random) }
        let missing = Int.random(in: 0..<10, using: &random) == 0
        try rows.append(missing ? [row[0], .nan, row[2], row[3]] : row)
        labels.append(row[0] + 0.3 * row[1] + Float.random(in: -0.3...0.3, using: &random) > 0)
    }
    return (rows, labels)
}

func parameters(rounds: Int = 20, depth: Int = 3) -> TrainingParameters {
    var parameters = TrainingParameters()
    parameters.rounds = rounds
    parameters.maximumDepth = depth
    parameters.subsample = 1
    parameters.columnSample = 1
    parameters.learningRate = 0.3
    parameters.threads = 1
    return parameters
}

func trained(rounds: Int = 20, depth: Int = 3, count: Int = 400) throws -> (Booster, FeatureMatrix)
{
    let (rows, labels) = try table(count)
    let booster = try Booster(
        training: rows, labels: labels, parameters: parameters(rounds: rounds, depth: depth))
    return (booster, rows)
}

@Suite struct BoosterTests {
    @Test func learnsWhatTheTableHolds() throws {
        let (rows, labels) = try table(400)
        let booster = try Booster(training: rows, labels: labels, parameters: parameters())
        let margins = try booster.margins(of: rows)
        let right = zip(margins, labels).count { ($0 > 0) == $1 }
        #expect(right > 360)
        #expect(try booster.rounds() == 20)
    }

    @Test(arguments: [BoosterFormat.ubj, .json])
    func readsWhatItWrote(format: BoosterFormat) throws {
        let (booster, rows) = try trained()
        let copy = try Booster(bytes: try booster.bytes(as: format))
        #expect(try copy.margins(of: rows) == booster.margins(of: rows))
        #expect(copy.featureCount == 4)
    }

    @Test func aRoundOfSeveralTreesSpeaksWithOneVoice() throws {
        let (rows, labels) = try table(400)
        var forest = parameters(rounds: 8)
        forest.treesPerRound = 5
        let booster = try Booster(training: rows, labels: labels, parameters: forest)
        #expect(try booster.rounds() == 8)
        // Without sampling all five are the same tree: together they say what one alone would.
        let single = try Booster(training: rows, labels: labels, parameters: parameters(rounds: 8))
        for (many, one) in zip(try booster.margins(of: rows), try single.margins(of: rows)) {
            #expect(abs(many - one) < 1e-4)
        }
        let copy = try Booster(try TreeText(booster))
        #expect(try copy.margins(of: rows) == booster.margins(of: rows))
    }

    @Test func textHoldsAllThatPredictionsRestOn() throws {
        let (booster, rows) = try trained()
        let words = try TreeText(booster).words
        let copy = try Booster(TreeText(words.joined(separator: "\n")))
        #expect(try TreeText(copy).words == words)
        #expect(try copy.margins(of: rows) == booster.margins(of: rows))
        #expect(try copy.contributions(of: rows) == booster.contributions(of: rows))
    }

    @Test(arguments: [
        "", "features 2 base 0.5", "features 2 base 0.5 1<0.5L:3 =1:2", "features 2 base 2 =1:1",
        "features 2 base 0.5 2<0.5L:3 =1:2 =1:1", "features 2 base 0.5 1<0.5X:3 =1:2 =1:1",
        "features 2 base 0.5 1<inL:3 =1:2 =nan:1", "features 2 base 0.5 =1",
    ])
    func faultyTextIsRefused(text: String) {
        #expect(throws: BoostingError.self) { try TreeText(text) }
    }

    @Test func oneRowAndManyAgree() throws {
        let (booster, rows) = try trained()
        let together = try booster.margins(of: rows)
        for row in 0..<20 {
            #expect(try booster.margin(of: Array(rows[row])) == together[row])
        }
    }

    @Test func theSameTrainingGivesTheSameTrees() throws {
        #expect(try trained().0.bytes() == trained().0.bytes())
    }

    @Test func aMonotoneConstraintHolds() throws {
        let (rows, labels) = try table(400)
        var parameters = parameters()
        parameters.monotone = [-1, 0, 0, 0]
        let booster = try Booster(training: rows, labels: labels, parameters: parameters)
        let margins = try stride(from: Float(-1), through: 1, by: 0.1)
            .map { try booster.margin(of: [$0, 0, 0, 0]) }
        #expect(zip(margins, margins.dropFirst()).allSatisfy { $0 >= $1 })
    }

    @Test func anyThreadMayAskAtOnce() async throws {
        let (booster, rows) = try trained()
        let margins = try booster.margins(of: rows)
        let contributions = try booster.contributions(of: rows)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    try stride(from: worker, to: rows.rowCount, by: 8).allSatisfy { row in
                        try booster.margin(of: Array(rows[row])) == margins[row]
                            && booster.contributions(of: Array(rows[row])) == contributions[row]
                    }
                }
            }
            for try await agrees in group { #expect(agrees) }
        }
    }

    @Test func trainingStopsWhenItIsToldTo() throws {
        let (rows, labels) = try table(100)
        let booster = try Booster(
            training: rows, labels: labels, parameters: parameters(rounds: 50)
        ) { $0 < 7 }
        #expect(try booster.rounds() == 7)
    }
}

@Suite struct BoostingErrorTests {
    @Test func faultyRowsAreRefused() throws {
        var rows = FeatureMatrix(columnCount: 2)
        #expect(throws: BoostingError.wrongFeatureCount(expected: 2, found: 3)) {
            try rows.append([1, 2, 3])
        }
        #expect(throws: BoostingError.infiniteValue(feature: 1)) {
            try rows.append([1, -.infinity])
        }
        #expect(throws: BoostingError.emptyData) {
            try Booster(training: rows, labels: [], parameters: parameters())
        }
        try rows.append([1, .nan])
        #expect(throws: BoostingError.unmatchedRows(rows: 1, labels: 2, weights: 0)) {
            try Booster(training: rows, labels: [true, false], parameters: parameters())
        }
    }

    @Test func aRowOfAnotherWidthIsRefused() throws {
        let (booster, _) = try trained(rounds: 2)
        let fault = BoostingError.wrongFeatureCount(expected: 4, found: 3)
        #expect(throws: fault) { try booster.margin(of: [1, 2, 3]) }
        #expect(throws: fault) { try booster.contributions(of: [1, 2, 3]) }
    }

    @Test func parametersOutOfRangeAreNamed() throws {
        let (rows, labels) = try table(20)
        var parameters = parameters()
        parameters.learningRate = 2
        #expect(throws: BoostingError.parameterOutOfRange(name: "learningRate")) {
            try Booster(training: rows, labels: labels, parameters: parameters)
        }
    }

    @Test func bytesThatAreNoModelAreRefused() throws {
        let model = try trained(rounds: 2).0.bytes()
        for bytes in [[], Array("{".utf8), Array("{\"a\": 1}".utf8), Array(model.prefix(40))] {
            #expect {
                try Booster(bytes: bytes)
            } throws: { error in
                if case .unreadableModel = error as? BoostingError { true } else { false }
            }
        }
        #expect(throws: BoostingError.unreadableModel(reason: "neither JSON nor UBJSON")) {
            try Booster(bytes: [1, 2, 3])
        }
    }
}
