import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import ROIContract

/// Serves `/experiments`, where managers plan, start, watch, widen and stop experiments.
struct ExperimentHandlers: Sendable {
    let roi: ROIPeer
    let templates: Templates

    func add(to router: Router<GatewayContext>) {
        router.get("/experiments") { try await list($0, $1) }
        router.get("/experiments/plan") { try await plan($0, $1) }
        router.get("/experiments/:id") { try await show($0, $1) }
        router.post("/api/experiments") { try await start($0, $1) }
        router.post("/api/experiments/:id") { try await change($0, $1) }
    }

    private func list(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        return try templates.page(
            "experiments",
            ExperimentsPage(person: person, experiments: await roi.experiments(for: person)))
    }

    private func plan(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let form = ExperimentForm(request)
        return try templates.page(
            "experiment-plan",
            ExperimentPlanPage(
                person: person, form: form, plan: await roi.plan(form, for: person)))
    }

    private func show(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let id = try context.word("id")
        return try templates.page(
            "experiment",
            ExperimentPage(
                person: person, id: id, report: await roi.experiment(id, for: person)))
    }

    private func start(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let body = try await request.decoded(ExperimentBody.self)
        let state = try await roi.start(try body.request(by: person), by: person)
        return try answer(state, request)
    }

    private func change(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let body = try await request.decoded(ExperimentChange.self)
        let state = try await roi.change(
            try context.word("id"), ramp: body.ramp ?? body.percent.map { $0 / 100 },
            stop: body.stop == "true", by: person)
        return try answer(state, request)
    }

    private func answer(_ state: ExperimentState, _ request: Request) throws -> Response {
        guard !request.isFromPage else {
            return .seeOther("/experiments/\(urlEncoded(state.experimentID))")
        }
        return try JSONAnswer.response(["experiment_id": state.experimentID])
    }
}

/// The body of `POST /api/experiments/{id}`: widens the ramp, or stops.
private struct ExperimentChange: Decodable {
    /// 0–1.
    let ramp: Double?
    /// 0–100, as a form asks for it.
    let percent: Double?
    let stop: String?
}

/// The body of `POST /api/experiments`: what was planned.
struct ExperimentBody: Decodable {
    let id: String
    let feature: String
    /// In all.
    let units: Int
    /// `agents` or `teams`.
    let by: String
    /// 1–99 %.
    let treated: Double
    /// 0–100 %.
    let ramp: Double
    let metric: String
    /// By commas.
    let others: String?
    /// `tenure` or nothing.
    let stratified: String?
    let seed: OptionalNumber?

    func request(by person: Person) throws(Problem) -> StartExperiment {
        guard by == "agents" || by == "teams" else { throw .invalid("by must be agents or teams.") }
        guard treated > 0, treated < 100 else {
            throw .invalid("treated must be more than 0 and less than 100 %.")
        }
        guard (4...ExperimentForm.unitsMax).contains(units) else {
            throw .invalid("units must be 4 to \(ExperimentForm.unitsMax), of all arms together.")
        }
        let others = others?.split(separator: ",").map(String.init) ?? []
        return StartExperiment(
            tenantID: person.tenant, experimentID: id, feature: feature,
            arms: ["control", "treated"], shares: [100 - treated, treated],
            metrics: [metric] + others, seed: try seed?.value.map(Self.seed),
            byTeam: by == "teams", ramp: ramp / 100, plannedUnits: max(2, (units + 1) / 2),
            stratifiedBy: stratified.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func seed(_ number: Double) throws(Problem) -> Int {
        guard let seed = Int(exactly: number), seed >= 0 else {
            throw .invalid("seed must be a whole number from 0.")
        }
        return seed
    }
}

extension ExperimentForm {
    /// What the address says, as the form of the page writes it.
    fileprivate init(_ request: Request) {
        self.init()
        func word(_ name: String) -> String? {
            request.uri.queryParameters[name[...]].flatMap { $0.isEmpty ? nil : String($0) }
        }
        func number(_ name: String, in range: ClosedRange<Int>, _ usual: Int) -> Int {
            word(name).flatMap { Int($0) }.map { min(max($0, range.lowerBound), range.upperBound) }
                ?? usual
        }
        id = word("id") ?? ""
        feature = word("feature") ?? feature
        isByTeam = word("by") == "teams"
        units = number("units", in: 4...Self.unitsMax, units)
        treatedPercent = number("treated", in: 1...99, treatedPercent)
        rampPercent = number("ramp", in: 1...100, rampPercent)
        metric = Self.metrics.first { $0.id == word("metric") }?.id ?? metric
        others = Self.metrics.map(\.id).filter { word("other-\($0)") != nil }
        isStratified = word("stratified") != nil
        seed = word("seed") ?? ""
    }
}
