import GatewayDomain
import Identifiers

/// The performance panel and the two charts of areas.
struct ProfileView {
    let profile: AgentProfile

    init(_ profile: AgentProfile) { self.profile = profile }

    var values: [String: Any] {
        var values: [String: Any] = [
            "score": Words.score(profile.averageQuality), "band": band(profile.averageQuality),
            "sentence": sentence, "rates": rates.map { ["name": $0.0, "value": $0.1] },
            "words": words.map { ["name": $0.0, "value": $0.1] }, "hasWords": !words.isEmpty,
        ]
        values["days"] = ScoresView.days(profile.history)?.values
        values["quality"] = ScoresView.areas("quality", "Quality by area", profile.quality)?.values
        values["expertise"] =
            ScoresView.areas("expertise", "Expertise by area", profile.expertise)?.values
        return values
    }

    private var sentence: String {
        guard profile.averageQuality != nil else { return "No conversation in this period yet." }
        var parts = [
            "of 100 on average over \(Words.plural(profile.conversations, "conversation"))"
        ]
        if let level = profile.level {
            parts.append("level: \(Words.title(level.rawValue).lowercased())")
        }
        if let trend = profile.trend {
            parts.append("trend: \(Words.title(trend.rawValue).lowercased())" + trendFigures)
        }
        return parts.joined(separator: "; ") + "."
    }

    /// ` (+4.2 points, −1 to +9.4)`, or nothing.
    private var trendFigures: String {
        guard let change = profile.trendChange, let lower = profile.trendLower,
            let upper = profile.trendUpper
        else { return "" }
        return " (\(Words.number(change, signed: true)) points, "
            + "\(Words.number(lower, signed: true)) to \(Words.number(upper, signed: true)))"
    }

    private var rates: [(String, String)] {
        [
            ("Conversion", Words.percent(profile.conversionRate)),
            ("Objections resolved", Words.percent(profile.objectionResolutionRate)),
            ("Appointments", Words.percent(profile.appointmentRate)),
            ("Prompts followed", Words.share(profile.alertsAccepted, of: profile.alertsSent)),
            ("Acted on", Words.share(profile.alertsActedOn, of: profile.alertsAccepted)),
            ("Overridden", Words.grouped(profile.alertsOverridden)),
            ("Modules completed", Words.grouped(profile.modulesCompleted)),
            (
                "To the team's mean",
                profile.teamAverageDelta.map { Words.number($0, signed: true) } ?? "–"
            ),
            ("Prompts sent", Words.grouped(profile.alertsSent)),
            ("Sessions completed", Words.grouped(profile.sessionsCompleted)),
            (
                "Among peers",
                profile.peerPercentile.map { "better than \(Int($0.rounded()))\u{00A0}%" }
                    ?? "too few peers"
            ),
        ]
    }

    private var words: [(String, String)] {
        [
            ("Strengths", profile.strengths), ("Weaknesses", profile.weaknesses),
            ("Skill gaps", profile.skillGaps),
        ].filter { !$0.1.isEmpty }
            .map { ($0.0, $0.1.map(Words.title).joined(separator: ", ")) }
    }
}

/// A chart with its summary and the same figures as a table.
struct ScoresView {
    let values: [String: Any]

    /// Nil without a score.
    static func areas(_ id: String, _ title: String, _ scores: [AgentProfile.Score]) -> ScoresView?
    {
        guard !scores.isEmpty else { return nil }
        let sorted = scores.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
        return ScoresView(
            title: title, column: "Area", chart: Charts.bars(id, title: title, sorted),
            summary: Charts.summary(of: sorted), rows: sorted)
    }

    /// Nil without a day.
    static func days(_ days: [AgentProfile.Score]) -> ScoresView? {
        guard !days.isEmpty else { return nil }
        return ScoresView(
            title: "Quality by day", column: "Day",
            chart: Charts.days("days", title: "Quality by day", days),
            summary: Charts.summary(ofDays: days), rows: days)
    }

    private init(
        title: String, column: String, chart: String, summary: String, rows: [AgentProfile.Score]
    ) {
        values = [
            "title": title, "column": column, "chart": chart, "summary": summary,
            "rows": rows.map {
                [
                    "name": Words.title($0.name), "score": Words.number($0.score),
                    "conversations": Words.grouped($0.conversations),
                ]
            },
        ]
    }
}

/// The chance of success, in a sentence that never says more than the model does.
struct OutlookView {
    let outlook: Outlook

    init(_ outlook: Outlook) { self.outlook = outlook }

    var values: [String: Any] {
        [
            "sentence": sentence, "chart": Charts.chance("chance", outlook), "caption": caption,
            "hasFactors": !outlook.factors.isEmpty,
            "factors": outlook.factors.prefix(8).map(Self.factor),
            "conversation": outlook.conversation.rawValue,
            "query": urlEncoded(outlook.conversation.rawValue),
            "count": Words.plural(outlook.messageCount, "message"), "model": outlook.modelVersion,
        ]
    }

    private var sentence: String {
        if outlook.abstains {
            return """
                The model abstains: what it has seen does not carry a statement either way. \
                \(Words.percent(outlook.baseRate)) of conversations succeed.
                """
        }
        let side = outlook.probability >= outlook.baseRate ? "more" : "less"
        return """
            \(Words.percent(outlook.probability)) likely to succeed, \(side) than the usual \
            \(Words.percent(outlook.baseRate)).
            """
    }

    private var caption: String {
        """
        90 % interval: \(Words.percent(outlook.lower)) to \(Words.percent(outlook.upper)). \
        Base rate: \(Words.percent(outlook.baseRate)).
        """
    }

    private static func factor(_ factor: Outlook.Factor) -> [String: Any] {
        let isFor = factor.contribution >= 0
        return [
            "direction": isFor ? "for" : "against", "label": isFor ? "+ For" : "− Against",
            "words": factor.words, "weight": Words.number(factor.contribution, signed: true),
        ]
    }
}

/// Points, days in a row, achievements and the ranking.
struct StandingView {
    let standing: Standing
    let agent: AgentID

    init(_ standing: Standing, of agent: AgentID) {
        self.standing = standing
        self.agent = agent
    }

    var values: [String: Any] {
        [
            "points": Words.grouped(Int(standing.points)), "streak": standing.currentDays,
            "longest": Words.plural(standing.longestDays, "day"),
            "rank": standing.rank.map { "\($0) of \(standing.agentsRanked)" } ?? "no points yet",
            "path": urlEncoded(agent.rawValue),
            "achievements": nearest.map(Self.achievement),
            "hasLeaders": !standing.leaders.isEmpty,
            "leaders": standing.leaders.map { place -> [String: Any] in
                [
                    "rank": place.rank, "agent": place.agent.rawValue,
                    "points": Words.grouped(Int(place.points)), "isThis": place.agent == agent,
                ]
            },
        ]
    }

    /// What was unlocked last and what comes next; the rest has a page of its own.
    private var nearest: [Standing.Achievement] {
        func share(_ achievement: Standing.Achievement) -> Double {
            Double(achievement.reached) / Double(max(1, achievement.goal))
        }
        let unlocked = standing.achievements.filter { $0.unlockedAt != nil }
            .sorted { ($0.unlockedAt?.microseconds ?? 0) > ($1.unlockedAt?.microseconds ?? 0) }
        let next = standing.achievements.filter { $0.unlockedAt == nil }
            .sorted { share($0) > share($1) }
        return Array(unlocked.prefix(3) + next.prefix(3))
    }

    private static func achievement(_ achievement: Standing.Achievement) -> [String: Any] {
        let progress = "\(achievement.reached) of \(achievement.goal)"
        let state =
            achievement.unlockedAt.map {
                "unlocked \($0.description.prefix(10)), +\(achievement.points) points"
            }
            ?? "\(progress), worth \(achievement.points) points"
        return [
            "name": achievement.name, "about": achievement.about, "state": state,
            "goal": max(1, achievement.goal), "reached": min(achievement.reached, achievement.goal),
        ]
    }
}

/// What coaching returned, always with its interval.
struct ReturnPanel {
    let view: ReturnView

    init(_ view: ReturnView) { self.view = view }

    var values: [String: Any] {
        [
            "conclusion": view.conclusion, "net": Words.money(view.net),
            "interval": "\(Words.money(view.netLower)) to \(Words.money(view.netUpper))",
            "cost": Words.money(view.cost), "conversations": Words.grouped(view.conversations),
            "figures": view.figures.map(Self.figure), "assumptions": view.assumptions,
            "hasAssumptions": !view.assumptions.isEmpty,
        ]
    }

    private static func figure(_ figure: ReturnView.Figure) -> [String: Any] {
        // A share reads as a percentage; its change in percentage points.
        let isShare = figure.unit == "share" || figure.name.hasSuffix("_rate")
        let isMoney = Words.currency(of: figure.unit) != nil
        func text(_ number: Double) -> String {
            if isMoney { return Words.amount(number, of: figure.unit) }
            return isShare ? Words.percent(number) : Words.number(number)
        }
        func change(_ number: Double) -> String {
            if isMoney { return text(number) }
            return Words.number(isShare ? number * 100 : number, signed: true)
        }
        return [
            "name": Words.title(figure.name)
                + (isShare || isMoney || figure.unit.isEmpty ? "" : " (\(figure.unit))"),
            "baseline": text(figure.baseline), "measured": text(figure.measured),
            "change":
                "\(change(figure.change)) (\(change(figure.lower)) to \(change(figure.upper)))",
            "target": figure.target.map(text) ?? "–",
        ]
    }
}
