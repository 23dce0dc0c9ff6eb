import GatewayDomain
import ROIContract

/// A manager's list of experiments, and where the next one is planned.
struct ExperimentsPage: PageView {
    let person: Person
    let experiments: Panel<[ExperimentState]>

    var values: [String: Any] {
        var values = PageFrame(
            title: "Experiments", person: person, place: .returns,
            missing: [experiments.missing].compactMap { $0 }
        ).values
        let all = experiments.value ?? []
        values["experiments"] = all.map(ExperimentView.line)
        values["hasExperiments"] = !all.isEmpty
        values["hasNoExperiment"] = all.isEmpty && experiments.missing == nil
        return values
    }
}

/// What an experiment that is being planned would find, before it is started.
struct ExperimentPlanPage: PageView {
    let person: Person
    let form: ExperimentForm
    let plan: Panel<ExperimentPlan>

    var values: [String: Any] {
        var values = PageFrame(
            title: "Plan an experiment", person: person, place: .returns,
            missing: [plan.missing].compactMap { $0 }
        ).values
        values["form"] = form.values
        plan.put("plan", in: &values) { ExperimentPlanView($0, form).values }
        return values
    }
}

/// How one experiment was set up, how it stands, and what it says.
struct ExperimentPage: PageView {
    let person: Person
    let id: String
    let report: Panel<ExperimentReport>

    var values: [String: Any] {
        var values = PageFrame(
            title: "Experiment \(id)", person: person, place: .returns,
            missing: [report.missing].compactMap { $0 }
        ).values
        report.put("experiment", in: &values) { ExperimentView($0).values }
        return values
    }
}
