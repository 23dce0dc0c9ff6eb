import Identifiers
import ROIContract
import RPC
import Testing

@testable import GatewayService

@Suite("The pages of experiments")
struct ExperimentPageTests {
    private static let state = ExperimentState(
        experimentID: "spring", feature: "coaching_prompts", arms: ["control", "treated"],
        shares: [1, 1], metrics: ["conversion_rate", "conversations"], seed: 7, byTeam: false,
        ramp: 0.5, startedAt: Instant(microseconds: 1_772_323_200_000_000), stoppedAt: nil,
        caution: "10 against 10 units find little")

    private static func effect(
        _ metric: String, _ method: String, subgroup: String? = nil
    ) -> ExperimentEffect {
        ExperimentEffect(
            metric: metric, arm: "treated", method: method, estimate: 0.05, standardError: 0.02,
            lower: 0.011, upper: 0.0891, pValue: 0.01, adjustedPValue: 0.02, armUnits: 20,
            controlUnits: 21, conclusion: "no detectable effect: whatever", subgroup: subgroup)
    }

    private var roi: Handlers {
        var handlers = Handlers()
        handlers.serve(ROI.listExperiments) { _, call in
            #expect(call.principal?.tenantID == "harbor")
            return ExperimentList(experiments: [Self.state])
        }
        handlers.serve(ROI.planExperiment) { request, _ in
            ExperimentPlan(
                words: "\(request.unitsPerArm) units find little",
                detectable: [5, 10, 20].map {
                    DetectableEffect(unitsPerArm: $0, effect: 4 / Double($0))
                }, treatedUnits: 6, controlUnits: 14,
                metric: request.metric == "conversion_rate"
                    ? MetricNow(
                        name: "conversion_rate", units: 12, mean: 0.2, standardDeviation: 0.1,
                        detectable: 0.04, words: "found is a change of at least <4> points") : nil)
        }
        handlers.serve(ROI.getExperiment) { request, _ in
            guard request.experimentID == "spring" else {
                throw RPCError(.notFound, "there is no experiment of this id")
            }
            let start = Self.state.startedAt
            return ExperimentReport(
                state: Self.state,
                effects: [
                    Self.effect("conversion_rate", "ratio_delta"),
                    Self.effect("conversations", "always_valid"),
                    Self.effect("conversion_rate", "subgroup", subgroup: "tenure=first_year"),
                ], notes: [],
                arms: [
                    ExperimentArm(
                        name: "control", share: 0.5, units: 21, agents: 21, conversations: 1_234),
                    ExperimentArm(
                        name: "treated", share: 0.5, units: 20, agents: 20, conversations: 99),
                ],
                checks: [
                    ExperimentCheck(
                        name: "sample_ratio", state: "passed", words: "the arms are even")
                ],
                course: (1...3).map { day in
                    ExperimentLook(
                        at: start + .seconds(day * 86_400), arm: "treated", estimate: 0.05,
                        lower: 0.05 - 0.3 / Double(day), upper: 0.05 + 0.3 / Double(day),
                        armUnits: 20, controlUnits: 21)
                }, conclusion: "no detectable effect: of <b>")
        }
        handlers.serve(ROI.startExperiment) { request, _ in
            guard request.experimentID != "taken" else {
                throw RPCError(.alreadyExists, "another experiment has this experiment_id")
            }
            #expect(request.shares == [70, 30] && request.ramp == 0.5 && request.byTeam == false)
            #expect(request.metrics == ["conversion_rate", "conversations"])
            #expect(request.seed == 7 && request.stratifiedBy == "tenure")
            #expect(request.plannedUnits == 10 && request.feature == "coaching_prompts")
            return Self.state
        }
        handlers.serve(ROI.changeExperiment) { request, _ in
            #expect(request.stop != (request.ramp == 0.8))
            return Self.state
        }
        return handlers
    }

    private static let form =
        "feature=coaching_prompts&units=20&by=agents&treated=30&ramp=50&metric=conversion_rate"
        + "&others=conversations&stratified=tenure&seed=7"

    @Test("say what was started, and what a plan would find before anything is")
    func plan() async throws {
        try await withGateway(handlers: roi) { gateway in
            let manager = try await gateway.signedIn()
            let list = try await manager.send("GET", "/experiments")
            #expect(list.status == 200 && list.body.contains("href=\"/experiments/spring\""))
            let bare = try await manager.send("GET", "/experiments/plan")
            #expect(bare.body.contains("10 units find little") && bare.body.contains("0.4 SD"))
            #expect(!bare.body.contains("action=\"/api/experiments\""))
            let named = try await manager.send(
                "GET",
                "/experiments/plan?id=spring&units=40&treated=30&other-conversations=1"
                    + "&by=agents&stratified=tenure&metric=conversion_rate")
            for text in [
                "20 units find little", "at least &lt;4&gt; points", "6 with it against 14 without",
                "Only 12 agents had", "action=\"/api/experiments\"", "Start the experiment",
                "name=\"others\" value=\"conversations\"", "tenure allowed for",
            ] {
                #expect(named.body.contains(text), "\(text)")
            }
        }
    }

    @Test("start what was planned, and say what is wrong with it")
    func start() async throws {
        try await withGateway(handlers: roi) { gateway in
            let manager = try await gateway.signedIn()
            let begun = try await manager.send(
                "POST", "/api/experiments", form: "id=spring&" + Self.form)
            #expect(begun.status == 303)
            #expect(begun.header("location") == "/experiments/spring")
            let taken = try await manager.send(
                "POST", "/api/experiments", form: "id=taken&" + Self.form)
            #expect(taken.status == 409)
            for (wrong, problem) in [
                ("units=20", "units=2"), ("treated=30", "treated=100"), ("by=agents", "by=cats"),
                ("seed=7", "seed=0.5"),
            ] {
                let body = "id=b&" + Self.form.replacing(wrong, with: problem)
                let answer = try await manager.send("POST", "/api/experiments", form: body)
                #expect(answer.status == 400, "\(problem)")
            }
        }
    }

    @Test("show a running one with its course, checks and parts, and let it be widened and stopped")
    func shown() async throws {
        try await withGateway(handlers: roi) { gateway in
            let manager = try await gateway.signedIn()
            let page = try await manager.send("GET", "/experiments/spring")
            for text in [
                "No detectable effect: of &lt;b&gt;", "course-0-title", "The arms are even",
                "1,234", "First year", "+5\u{00A0}pp", "+1.1\u{00A0}pp to +8.9\u{00A0}pp",
                "Stop the experiment", "min=\"50\"", "<code>7</code>",
            ] {
                #expect(page.body.contains(text), "\(text)")
            }
            for form in ["percent=80", "stop=true"] {
                let changed = try await manager.send("POST", "/api/experiments/spring", form: form)
                #expect(changed.header("location") == "/experiments/spring")
            }
            let none = try await manager.send("GET", "/experiments/none")
            #expect(none.body.contains("There is no experiment of this id"))
        }
    }

    @Test("are there for managers alone")
    func managersOnly() async throws {
        try await withGateway(handlers: roi) { gateway in
            let ana = try await gateway.signedIn("ana")
            for path in ["/experiments", "/experiments/plan", "/experiments/spring"] {
                #expect(try await ana.send("GET", path).status == 404)
            }
            for path in ["/api/experiments", "/api/experiments/spring"] {
                #expect(try await ana.send("POST", path, form: "id=b&" + Self.form).status == 404)
            }
        }
    }
}
