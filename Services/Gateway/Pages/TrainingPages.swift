import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// A plan, what followed from training, recent practice, and the library.
struct TrainingPage: PageView {
    let person: Person
    let agent: AgentID?
    /// Whom a manager may choose who has not chosen yet.
    let choices: Panel<[AgentLine]>?
    let plan: Panel<TrainingPlan>
    let modules: Panel<[ModuleSummary]>
    let rolePlays: Panel<[RolePlay]>
    let effects: Panel<[TrainingEffect]>

    var values: [String: Any] {
        let missing = [
            choices?.missing, plan.missing, modules.missing, rolePlays.missing, effects.missing,
        ]
        var values = PageFrame(
            title: agent.map { "Training of \($0)" } ?? "Training", person: person,
            place: .training, missing: missing.compactMap { $0 }
        ).values
        values["agent"] = agent?.rawValue ?? ""
        values["hasAgent"] = agent != nil
        values["query"] = agent.map { "?agent=\(urlEncoded($0.rawValue))" } ?? ""
        if let plan = plan.value { values["plan"] = PlanView(plan).values }
        if case .notYet(let reason) = plan { values["planGap"] = reason }
        let lines = choices?.value ?? []
        values["choices"] = lines.map {
            ["agent": $0.agent.rawValue, "query": "?agent=\(urlEncoded($0.agent.rawValue))"]
        }
        values["hasChoices"] = !lines.isEmpty
        let groups = Self.groups(modules.value ?? [], for: agent)
        values["types"] = groups
        let plays = rolePlays.value ?? []
        values["plays"] = plays.map(Self.play)
        values["hasPlays"] = !plays.isEmpty
        let effects = effects.value ?? []
        values["effects"] = effects.map { EffectView($0).values }
        values["hasEffects"] = !effects.isEmpty
        return values
    }

    private static func groups(
        _ modules: [ModuleSummary], for agent: AgentID?
    ) -> [[String: Any]] {
        TrainingModuleType.allCases.compactMap { type in
            let own = modules.filter { $0.type.known == type }
            guard !own.isEmpty else { return nil }
            return [
                "type": Words.title(type.rawValue),
                "modules": own.map { module(ModuleView($0), for: agent) },
            ]
        }
    }

    private static func module(_ view: ModuleView, for agent: AgentID?) -> [String: Any] {
        var values = view.values
        values["query"] = agent.map { "?agent=\(urlEncoded($0.rawValue))" } ?? ""
        return values
    }

    private static func play(_ play: RolePlay) -> [String: Any] {
        [
            "id": play.rolePlayID.description, "title": play.brief.title,
            "agent": play.agentID.rawValue, "client": play.brief.client,
            "state": RolePlayPage.words(play.status.known),
            "score": Words.score(play.scorecard?.overallScore),
            "band": band(play.scorecard?.overallScore), "at": Words.dateAndClock(play.startedAt),
        ]
    }
}

/// A plan as its agent reads it.
struct PlanView {
    let plan: TrainingPlan

    init(_ plan: TrainingPlan) { self.plan = plan }

    var values: [String: Any] {
        let completed = Int((plan.completedShare * Double(plan.modules.count)).rounded())
        return [
            "until": "\(plan.targetDate)", "made": "\(plan.createdAt.description.prefix(10))",
            "completed": completed, "count": plan.modules.count,
            "hasModules": !plan.modules.isEmpty,
            "progress":
                "\(completed) of \(Words.plural(plan.modules.count, "module")) completed",
            "goals": plan.improvementGoals, "hasGoals": !plan.improvementGoals.isEmpty,
            "figures": figures, "author": plan.author == "claude" ? "Claude" : "the rules",
            "steps": plan.modules.map(step),
        ]
    }

    private var figures: [[String: Any]] {
        [
            [
                "name": "Quality", "baseline": Words.score(plan.baseline.qualityScore),
                "current": Words.score(plan.current.qualityScore),
                "target": Words.score(plan.targets.qualityScore),
            ],
            [
                "name": "Conversion", "baseline": Words.percent(plan.baseline.conversionRate),
                "current": Words.percent(plan.current.conversionRate),
                "target": Words.percent(plan.targets.conversionRate),
            ],
            [
                "name": "Level", "baseline": Self.level(plan.baseline),
                "current": Self.level(plan.current), "target": Self.level(plan.targets),
            ],
        ]
    }

    private static func level(_ figures: PlanFigures) -> String {
        figures.expertiseLevel?.known.map { Words.title($0.rawValue) } ?? "–"
    }

    private func step(_ module: PlannedModule) -> [String: Any] {
        [
            "id": urlEncoded(module.moduleID.rawValue), "title": module.title,
            "agentQuery": "?agent=\(urlEncoded(plan.agentID.rawValue))",
            "level": Words.title(module.level.known?.rawValue ?? ""),
            "minutes": module.minutes, "due": "\(module.dueOn)", "reasons": module.reasons,
            "state": ModuleView.words(module.progress),
            "isDone": module.progress.status.known == .completed,
        ]
    }
}

/// A module in a list.
struct ModuleView {
    let module: ModuleSummary

    init(_ module: ModuleSummary) { self.module = module }

    var values: [String: Any] {
        [
            "id": urlEncoded(module.moduleID.rawValue), "title": module.title,
            "level": Words.title(module.level.known?.rawValue ?? ""), "minutes": module.minutes,
            "topics": module.topics.joined(separator: ", "),
            "state": module.progress.map(Self.words) ?? "",
            "isDone": module.progress?.status.known == .completed,
        ]
    }

    /// What stands behind a module's length: ` · Completed with 80`, ` · Begun`, or nothing.
    static func words(_ progress: ModuleProgress) -> String {
        switch progress.status.known {
        case .completed: " · Completed with \(Words.score(progress.bestScore))"
        case .inProgress:
            progress.bestScore.map { " · Best so far: \(Words.score($0))" } ?? " · Begun"
        case .notStarted, nil: ""
        }
    }
}

/// What followed the modules of one type.
struct EffectView {
    let effect: TrainingEffect

    init(_ effect: TrainingEffect) { self.effect = effect }

    var values: [String: Any] {
        [
            "type": Words.title(effect.type.known?.rawValue ?? ""),
            "completions": effect.completions, "before": Words.score(effect.meanBefore),
            "after": Words.score(effect.meanAfter), "change": change, "verdict": verdict,
        ]
    }

    private var change: String {
        guard let difference = effect.difference, let lower = effect.lower, let upper = effect.upper
        else { return "–" }
        return "\(Words.number(difference, signed: true)) (\(Words.number(lower, signed: true)) "
            + "to \(Words.number(upper, signed: true)))"
    }

    private var verdict: String {
        switch effect.verdict.known {
        case .worked: "Better afterwards"
        case .worse: "Worse afterwards"
        case .noDifference: "No difference that can be told from chance"
        case .tooEarly, nil: "Too few conversations to tell"
        }
    }
}

/// A module to read, to practise and to be assessed in.
struct ModulePage: PageView {
    let person: Person
    let agent: AgentID?
    let module: TrainingModuleContent

    var values: [String: Any] {
        var values = PageFrame(
            title: module.summary.title, person: person, place: .training
        ).values
        values["module"] = ModuleView(module.summary).values
        values["agent"] = agent?.rawValue ?? ""
        values["hasAgent"] = agent != nil
        values["back"] = agent.map { "?agent=\(urlEncoded($0.rawValue))" } ?? ""
        values["objectives"] = module.summary.objectives
        values["sections"] = module.sections.map {
            ["heading": $0.heading, "parts": TextPart.parts(of: $0.text)] as [String: Any]
        }
        values["scenarios"] = module.scenarios.map {
            [
                "id": $0.scenarioID, "title": $0.title, "client": $0.client,
                "situation": $0.situation, "goal": $0.goal,
            ]
        }
        values["questions"] = module.questions.enumerated().map(Self.question)
        return values
    }

    private static func question(_ place: Int, _ question: ModuleQuestion) -> [String: Any] {
        [
            "number": place + 1, "question": question.question,
            "options": question.options.enumerated().map {
                ["value": $0.offset + 1, "text": $0.element, "number": place + 1] as [String: Any]
            },
        ]
    }
}

/// Paragraphs and lists of a section's text.
enum TextPart {
    static func parts(of text: String) -> [[String: Any]] {
        text.split(separator: "\n\n", omittingEmptySubsequences: true).map { block in
            let lines = block.split(separator: "\n")
            guard lines.allSatisfy({ $0.hasPrefix("- ") }) else {
                return ["paragraph": String(block)]
            }
            return ["items": lines.map { String($0.dropFirst(2)) }, "isList": true]
        }
    }
}

/// An assessment marked, question by question.
struct AssessmentPage: PageView {
    let person: Person
    let agent: AgentID
    let module: TrainingModuleContent
    let result: AssessmentResult

    var values: [String: Any] {
        var values = PageFrame(
            title: "Assessment: \(module.summary.title)", person: person, place: .training
        ).values
        values["module"] = ModuleView(module.summary).values
        values["score"] = Words.score(result.score)
        values["band"] = result.isPassed ? "good" : "poor"
        values["sentence"] =
            result.isPassed
            ? "Passed. The module is completed."
            : "Not yet: \(Words.score(result.passingScore)) pass. Read on and try again."
        values["query"] = "?agent=\(urlEncoded(agent.rawValue))"
        values["questions"] = result.questions.map {
            [
                "question": $0.question, "given": $0.given, "right": $0.right,
                "isRight": $0.isRight, "why": $0.why,
            ] as [String: Any]
        }
        return values
    }
}
