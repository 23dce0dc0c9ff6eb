import ArgumentParser
import PredictionDomain

/// `meshctl bandit evaluate`.
struct BanditEvaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "What a policy would have earned, from choices that another one made and logged.",
        discussion: """
            The file has a heading with arm, reward and propensity, and position if choices were \
            made at several places (CSV). --target is uniform (every arm alike), thompson (what \
            Thompson sampling would choose after the first half of the log, judged on the second), \
            or another log, whose policy is taken from how often it chose each arm. Three \
            estimates are given (IPS, SNIPS, doubly robust) with the effective sample size; none \
            when the log says too little about the target.
            """)

    @Argument(help: "A log of choices (CSV).")
    var file: String
    @Option(help: "uniform, thompson, or another log.")
    var target = "uniform"
    @Option(help: "The least effective sample size that an estimate is given from.")
    var minimumEss = OffPolicyEvaluation.Bounds().effectiveSampleSize
    @Option(help: "The least effective number of rewards that an estimate is given from.")
    var minimumRewards = OffPolicyEvaluation.Bounds().effectiveRewardCount
    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await reporting {
            let log = try ChoiceLog.read(file)
            let (judged, policy) = try policy(log)
            var bounds = OffPolicyEvaluation.Bounds()
            bounds.effectiveSampleSize = minimumEss
            bounds.effectiveRewardCount = minimumRewards
            guard let evaluation = OffPolicyEvaluation(of: judged, target: policy, bounds: bounds)
            else { throw InputFault(file: file, line: nil, problem: "has no choices to judge by") }
            let row = EvaluationRow(evaluation, target: target)
            if json { try Console.printJSON(row) } else { Console.print(row.text) }
        }
    }

    private func policy(_ log: [LoggedChoice]) throws -> ([LoggedChoice], TargetPolicy) {
        let arms = Set(log.map(\.arm))
        switch target {
        case "uniform": return (log, .uniform(over: arms))
        case "thompson":
            guard log.allSatisfy({ $0.reward == 0 || $0.reward == 1 }) else {
                throw InputFault(
                    file: file, line: nil, problem: "Thompson sampling needs rewards of 0 or 1")
            }
            let half = log.count / 2
            return (
                Array(log[half...]), .thompson(after: Array(log[..<half]), arms: arms)
            )
        default: return (log, .frequencies(in: try ChoiceLog.read(target)))
        }
    }
}

private struct EvaluationRow: Encodable {
    let target: String
    let choices: Int
    let effectiveSampleSize: Double
    let effectiveRewards: Double
    let largestWeight: Double
    let loggedMean: Double
    /// Absent when refused.
    let ips: EstimateRow?
    let snips: EstimateRow?
    let doublyRobust: EstimateRow?
    let refused: Bool
    let reason: String?

    enum CodingKeys: String, CodingKey {
        case target, choices, ips, snips, refused, reason
        case effectiveSampleSize = "effective_sample_size"
        case effectiveRewards = "effective_rewards"
        case largestWeight = "largest_weight"
        case loggedMean = "logged_mean"
        case doublyRobust = "doubly_robust"
    }

    init(_ evaluation: OffPolicyEvaluation, target: String) {
        self.target = target
        choices = evaluation.choiceCount
        effectiveSampleSize = evaluation.effectiveSampleSize.rounded(to: 1)
        effectiveRewards = evaluation.effectiveRewardCount.rounded(to: 2)
        largestWeight = evaluation.largestWeight.rounded(to: 3)
        loggedMean = evaluation.logged.value.rounded(to: 6)
        refused = evaluation.refusal != nil
        reason = evaluation.refusal?.description
        ips = refused ? nil : EstimateRow(evaluation.inversePropensity)
        snips = refused ? nil : EstimateRow(evaluation.selfNormalized)
        doublyRobust = refused ? nil : EstimateRow(evaluation.doublyRobust)
    }

    var text: String {
        let head =
            "target \(target): \(choices) choices, effective sample size "
            + "\(effectiveSampleSize), effective rewards \(effectiveRewards)"
        guard let ips, let snips, let doublyRobust else {
            return "\(head)\nno estimate: \(reason ?? "")"
        }
        return """
            \(head)
            logged \(loggedMean)
            IPS \(ips.text)
            SNIPS \(snips.text)
            doubly robust \(doublyRobust.text)
            """
    }
}

private struct EstimateRow: Encodable {
    let value: Double
    let standardError: Double
    let interval95: [Double]

    enum CodingKeys: String, CodingKey {
        case value, interval95
        case standardError = "standard_error"
    }

    init(_ estimate: OffPolicyEvaluation.Estimate) {
        value = estimate.value.rounded(to: 6)
        standardError = estimate.standardError.rounded(to: 6)
        interval95 = [estimate.interval.lowerBound, estimate.interval.upperBound]
            .map { $0.rounded(to: 6) }
    }

    var text: String { "\(value) ± \(standardError), 95 % \(interval95[0]) to \(interval95[1])" }
}
