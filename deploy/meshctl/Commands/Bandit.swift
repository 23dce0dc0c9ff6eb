import ArgumentParser
import PredictionDomain

/// `meshctl bandit`.
struct Bandit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What learning when to speak gains, simulated or from logged choices.",
        discussion: """
            What a tenant's own prompts changed is the running mesh's to say:
            meshctl call prediction.getInterventionImpacts '{"tenant_id":"TENANT"}'
            """,
        subcommands: [BanditSimulate.self, BanditEvaluate.self])
}

/// `meshctl bandit simulate`.
struct BanditSimulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Plays Thompson sampling and others against arms whose chances are known.",
        discussion: """
            The steady world has one arm at 0.5 and the others at 0.4; the changing one three arms \
            at 0.7, 0.5 and 0.3 that change places every 1,000 of 4,000 turns; the delayed ones are \
            the steady one with rewards that arrive 100 or 1,000 turns late. Regret is what a policy \
            earned less, in expectation, than always choosing the best arm; gain is how much less \
            of it a policy had than Thompson sampling that forgets nothing, in the same runs.
            """)

    @Option(help: "How often each policy plays.")
    var runs = 200
    @Option(help: "Arms of the steady world.")
    var arms = 10
    @Option(help: "Turns of the steady world.")
    var turns = 10_000
    @Option(help: "The seed of the first run.")
    var seed: UInt64 = 1
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        guard runs >= 2, arms >= 2, turns >= 1 else {
            throw ValidationError("--runs and --arms must be 2 or more, --turns 1 or more")
        }
    }

    func run() async throws {
        try await reporting {
            let games = BanditGame.all(arms: arms, turns: turns)
            let meter = ProgressMeter("playing", total: games.count * runs)
            var plain: [String: [Double]] = [:]
            for (index, game) in games.enumerated() {
                let regrets = (0..<runs).map { run in
                    meter.show(index * runs + run + 1)
                    return game.world.regret(of: game.policy, seed: seed &+ UInt64(run))
                }
                let gain = plain[game.setting].map { RegretEstimate(zip($0, regrets).map(-)) }
                if gain == nil { plain[game.setting] = regrets }
                let row = RegretRow(game, RegretEstimate(regrets), gain: gain)
                if json { try Console.printJSON(row) } else { Console.print(row.line) }
            }
        }
    }
}

/// A policy in a world; the first of each setting is the plain one.
struct BanditGame {
    let setting: String
    let world: BanditWorld
    let policy: BanditPolicy

    static func all(arms: Int, turns: Int) -> [BanditGame] {
        func steady(_ delay: Int) -> BanditWorld {
            .steady(armCount: arms, best: 0.5, others: 0.4, turnCount: turns, delay: delay)
        }
        let changing = BanditWorld.rotating(
            chances: [0.7, 0.5, 0.3], turnCount: 4_000, phaseLength: 1_000)
        let plain = BanditPolicy.thompson(discount: 1)
        return [plain, .upperConfidence, .greedy(exploring: 0.1), .random].map {
            BanditGame(setting: "steady", world: steady(0), policy: $0)
        }
            + [100, 1_000].map {
                BanditGame(setting: "delayed_\($0)", world: steady($0), policy: plain)
            }
            + [plain, .thompson(discount: 0.99), .thompson(discount: 0.98), .random].map {
                BanditGame(setting: "changing", world: changing, policy: $0)
            }
    }
}

private struct RegretRow: Encodable {
    let setting: String
    let policy: String
    let arms: Int
    let turns: Int
    let runs: Int
    let regret: Double
    let standardError: Double
    /// Against plain Thompson sampling in the same setting, which has none.
    let gain: Double?
    let gainStandardError: Double?

    enum CodingKeys: String, CodingKey {
        case setting, policy, arms, turns, runs, regret, gain
        case standardError = "standard_error"
        case gainStandardError = "gain_standard_error"
    }

    init(_ game: BanditGame, _ estimate: RegretEstimate, gain: RegretEstimate?) {
        setting = game.setting
        policy = game.policy.name
        arms = game.world.phases[0].count
        turns = game.world.turnCount
        runs = estimate.runCount
        regret = estimate.mean.rounded(to: 2)
        standardError = estimate.standardError.rounded(to: 2)
        self.gain = gain?.mean.rounded(to: 2)
        gainStandardError = gain?.standardError.rounded(to: 2)
    }

    var line: String {
        let gained =
            gain.flatMap { gain in gainStandardError.map { ", gain \(gain) ± \($0)" } } ?? ""
        return "\(setting), \(arms) arms, \(turns) turns: "
            + "\(policy) regret \(regret) ± \(standardError)\(gained)"
    }
}
