import Identifiers
import ROIContract

/// The report: what is concluded, each figure with its interval beside its target, and the money.
struct ReturnReportView {
    let report: ROIReport

    init(_ report: ROIReport) { self.report = report }

    var values: [String: Any] {
        let net = report.netValue
        return [
            "conclusion": Words.title(report.conclusion), "tone": tone,
            "net": Words.money(net.estimate),
            "interval": Words.range(Words.money(net.lower), Words.money(net.upper)),
            "cost": Words.money(report.coachingCost), "onCost": onCost,
            "conversations": Words.grouped(report.conversations),
            "agents": Words.grouped(report.agents), "figures": report.figures.map(Self.figure),
            "hasFigures": !report.figures.isEmpty, "chart": chart,
            "assumptions": report.assumptions, "accounts": accounts,
            "hasAccounts": !accounts.isEmpty,
        ]
    }

    /// What adds up to the net value, and below it what does not.
    private var accounts: [[String: Any]] {
        let lines = report.accounts ?? []
        let memo = lines.filter { $0.name.hasPrefix(Self.memo) }
        func row(_ name: String, _ amount: Money, isSum: Bool = false) -> [String: Any] {
            ["name": Words.title(name), "amount": Words.money(amount), "isSum": isSum]
        }
        guard !lines.isEmpty else { return [] }
        return lines.filter { !$0.name.hasPrefix(Self.memo) }.map { row($0.name, $0.amount) }
            + [row("net_value", report.netValue.estimate, isSum: true)]
            + memo.map { row("beside_it_" + $0.name.dropFirst(Self.memo.count), $0.amount) }
    }

    private static let memo = "memo_"

    /// Net value for each unit of money spent, with its interval; the seeds' plan hopes for five.
    private var onCost: String {
        let cost = Double(report.coachingCost.minorUnits)
        guard cost > 0, !report.conclusion.hasPrefix("too early") else { return "–" }
        let net = report.netValue
        let shares = [net.estimate, net.lower, net.upper].map {
            Words.finePercent(Double($0.minorUnits) / cost)
        }
        return "\(shares[0]) (\(shares[1]) to \(shares[2]))"
    }

    /// For the style sheet; the words say the same.
    private var tone: String {
        switch report.conclusion.prefix(while: { $0 != ":" }) {
        case "gain": "good"
        case "loss": "poor"
        default: "open"
        }
    }

    private var chart: String {
        // Against a baseline of zero there is no share of it.
        let rows = report.figures.filter { $0.baseline > 0 }.map { figure in
            let base = figure.baseline
            return IntervalRow(
                name: Words.title(figure.name), lower: figure.lower / base,
                value: figure.change / base, upper: figure.upper / base,
                text: Words.signedPercent(figure.change / base),
                target: figure.target.map { ($0 - figure.baseline) / base })
        }
        let said = rows.map {
            "\($0.name) \($0.text), between \(Words.signedPercent($0.lower)) and "
                + Words.signedPercent($0.upper)
        }
        return Charts.intervals(
            "changes", title: "Changes against the baseline",
            summary: said.isEmpty ? "No figure." : said.joined(separator: "; ") + ".", rows)
    }

    private static func figure(_ figure: ROIFigure) -> [String: Any] {
        func text(_ number: Double) -> String {
            figure.name.hasSuffix("_rate")
                ? Words.finePercent(number) : Words.amount(number, of: figure.unit)
        }
        return [
            "id": figure.name, "name": Words.title(figure.name),
            "unit": Words.currency(of: figure.unit) == nil ? figure.unit : "for each deal",
            "baseline": text(figure.baseline), "measured": text(figure.measured),
            "change": text(figure.change),
            "interval": Words.range(text(figure.lower), text(figure.upper)),
            "target": figure.target.map(text) ?? "–",
            "observations": Words.grouped(figure.observations),
        ]
    }
}

/// A year at this pace, what matters most for it, and what a person tries.
struct ProjectionView {
    let projection: ReturnProjection
    let scenario: [ScenarioFactor]
    /// Among whom the year's value is shared; nil when the report did not come.
    let agents: Int?

    init(_ projection: ReturnProjection, _ scenario: [ScenarioFactor], agents: Int?) {
        self.projection = projection
        self.scenario = scenario
        self.agents = agents
    }

    var values: [String: Any] {
        let net = projection.netValue
        return [
            "net": Words.money(net.estimate),
            "interval": Words.range(Words.money(net.lower), Words.money(net.upper)),
            "perAgent": perAgent, "loss": Words.percent(projection.chanceOfLoss),
            "breakEven": projection.breakEvenRate.map(Words.finePercent) ?? "at no rate",
            "payback": projection.paybackMonths.map { "\(Words.number($0)) months" }
                ?? "not won back",
            "chart": chart, "sliders": ReturnsPage.inputs.map(slider),
            "isScenario": !scenario.isEmpty,
            "inputs": projection.inputs.map { input in
                [
                    "name": Words.title(input.name), "mean": value(input.mean, of: input.name),
                    "interval": range(of: input),
                    "source": input.source,
                ]
            },
        ]
    }

    private var perAgent: String {
        guard let agents, agents > 0 else { return "–" }
        let net = projection.netValue
        let shares = [net.estimate, net.lower, net.upper].map {
            Words.money(minorUnits: Double($0.minorUnits) / Double(agents), currency)
        }
        return "\(shares[0]) (\(shares[1]) to \(shares[2]))"
    }

    private var currency: String { projection.netValue.estimate.currency }

    private func value(_ number: Double, of input: String) -> String {
        switch input {
        case "value_per_success", "annual_cost", "training_saved":
            Words.money(minorUnits: number, currency)
        case "conversion_rate", "known_outcome_share": Words.finePercent(number)
        default: Words.hundredths(number)
        }
    }

    private func range(of input: ProjectionInput) -> String {
        "\(value(input.lower, of: input.name)) to \(value(input.upper, of: input.name))"
    }

    private func slider(_ input: String) -> [String: Any] {
        let factor = scenario.first { $0.input == input }?.factor ?? 1
        return [
            "name": input, "label": Words.title(input), "percent": Int((factor * 100).rounded()),
        ]
    }

    private var chart: String {
        let bars = projection.tornado.map { bar in
            (
                name: Words.title(bar.input), low: Double(bar.low.minorUnits),
                high: Double(bar.high.minorUnits),
                text: "\(Words.money(bar.low)) to \(Words.money(bar.high))"
            )
        }
        let most = bars.first.map { "What matters most: \($0.name.lowercased()), \($0.text)." }
        return Charts.tornado(
            "tornado", title: "What matters for the year", summary: most ?? "Nothing varies.",
            mean: Double(projection.netValue.estimate.minorUnits), bars)
    }
}

/// How a figure comes about: its terms, and the events that were counted.
struct ExplanationView {
    let explanation: FigureExplanation

    init(_ explanation: FigureExplanation) { self.explanation = explanation }

    var values: [String: Any] {
        [
            "title": Words.title(explanation.figure), "formula": explanation.formula,
            "value": number(explanation.value, explanation.unit),
            "terms": explanation.terms.map { term in
                [
                    "name": Words.title(term.name), "value": number(term.value, term.unit),
                    "source": term.source,
                ]
            },
            "events": explanation.events.map { event in
                [
                    "kind": Words.title(event.kind), "id": event.id,
                    "agent": event.agentID?.rawValue ?? "All agents",
                    "at": Words.dateAndClock(event.at), "detail": Words.title(event.detail),
                ]
            },
            "hasEvents": !explanation.events.isEmpty,
            "more": explanation.moreEvents > 0
                ? "\(Words.plural(explanation.moreEvents, "more event")) were counted." : "",
        ]
    }

    private func number(_ value: Double, _ unit: String) -> String {
        let amount = Words.amount(value, of: unit)
        return Words.currency(of: unit) == nil ? "\(amount) \(unit)" : amount
    }
}

extension Words {
    /// Two digits after the point at most, so that small rates can be told apart.
    static func hundredths(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "–" }
        let hundredths = Int((abs(number) * 100).rounded())
        let fraction = hundredths % 100
        let sign = number < 0 && hundredths > 0 ? "−" : ""
        let text = grouped(hundredths / 100)
        if fraction == 0 { return sign + text }
        let padded = (fraction < 10 ? "0" : "") + "\(fraction)"
        let digits = fraction % 10 == 0 ? String(padded.prefix(1)) : padded
        return "\(sign)\(text).\(digits)"
    }

    /// Of a unit such as `minor units of USD`; nil for what is no money.
    static func currency(of unit: String) -> String? {
        let prefix = "minor units of "
        return unit.hasPrefix(prefix) ? String(unit.dropFirst(prefix.count)) : nil
    }

    /// Money, or a number without its unit.
    static func amount(_ value: Double, of unit: String) -> String {
        currency(of: unit).map { money(minorUnits: value, $0) } ?? hundredths(value)
    }

    /// A dash for what no money can be.
    static func money(minorUnits: Double, _ currency: String) -> String {
        Int64(exactly: minorUnits.rounded()).map {
            money(Money(minorUnits: $0, currency: currency))
        } ?? "–"
    }

    /// An interval. Of a single day all draws are the same, which is no certainty.
    static func range(_ lower: String, _ upper: String) -> String {
        lower == upper ? "too few days for one" : "\(lower) to \(upper)"
    }

    /// `7.25 %` for 0.0725.
    static func finePercent(_ share: Double) -> String { "\(hundredths(share * 100))\u{00A0}%" }

    static func signedPercent(_ share: Double) -> String {
        guard abs(share) < 1e6 else { return "–" }
        return "\(number(share * 100, signed: true))\u{00A0}%"
    }
}
