import Statistics

/// What an experiment can find, or how large it must be, said before it starts.
package struct StudyPlan: Hashable, Sendable {
    package let standardDeviation: Double
    /// The chance to find the effect, 0–1.
    package let power: Double
    /// Of the units, treated: 0–1.
    package let share: Double
    /// Units that are assigned together, at least 1.
    package let clusterSize: Double
    /// Within a cluster, 0–1.
    package let correlation: Double
    package let covariateCorrelation: Double

    package init(
        standardDeviation: Double = 1, power: Double = 0.8, share: Double = 0.5,
        clusterSize: Double = 1, correlation: Double = 0, covariateCorrelation: Double = 0
    ) {
        self.standardDeviation = standardDeviation
        self.power = power
        self.share = share
        self.clusterSize = clusterSize
        self.correlation = correlation
        self.covariateCorrelation = covariateCorrelation
    }

    package struct Answer: Hashable, Sendable {
        package let treated: Int
        package let control: Int
        package let effect: Double
        package let effectInSD: Double
        package let power: Double
        package let words: String
    }

    /// The spread of a cluster's mean (or of a unit) once a covariate is allowed for.
    private var remaining: Double {
        let inflation = Power.designEffect(clusterSize: clusterSize, correlation: correlation)
        return ((1 - covariateCorrelation * covariateCorrelation) * inflation / clusterSize)
            .squareRoot()
    }

    private var isByCluster: Bool { clusterSize > 1 }

    /// What is assigned, and so what counts: whole clusters, or units.
    private func assigned(of units: Int) -> Int { Int(Double(units) / clusterSize) }

    /// An effect of infinity says that nothing can be found.
    package func answer(perArm: Int) -> Answer { answer(treated: perArm, control: perArm) }

    /// Of twice as many units as `perArm`, the plan's share is treated; two in each arm at least.
    package func answer(meanPerArm perArm: Int) -> Answer {
        let treated = Int((Double(2 * perArm) * share).rounded())
        let inside = min(max(treated, 2), 2 * perArm - 2)
        return answer(treated: inside, control: 2 * perArm - inside)
    }

    private func answer(treated: Int, control: Int) -> Answer {
        let counts = [assigned(of: treated), assigned(of: control)]
        let isHopeless = isByCluster && counts.contains { $0 < EffectConclusion.clusterCountMin }
        let least = Power(treated: counts[0], control: counts[1])
            .minimumDetectableEffect(power: power)
        let inSD = isHopeless ? .infinity : least * remaining
        let clusters = isByCluster ? ", \(counts[0]) and \(counts[1]) clusters," : ""
        let words =
            isHopeless
            ? """
            \(treated) against \(control) units in clusters of \(clusterSize.brief) find nothing: \
            there are \(counts[0]) and \(counts[1]) whole clusters, and with fewer than \
            \(EffectConclusion.clusterCountMin) what is the arm's cannot be told from what is the \
            clusters' own
            """
            : """
            \(treated) against \(control) units\(clusters) find, with a chance of \(percent), only \
            effects of at least \(inSD.rounded(places: 2)) standard deviations\(unit(inSD))\
            \(inSD > Self.largeEffect ? "; \(Self.caution)" : "")
            """
        return Answer(
            treated: treated, control: control, effect: inSD * standardDeviation, effectInSD: inSD,
            power: power, words: words)
    }

    /// The smallest effect that experiments of some sizes find, in standard deviations, smallest
    /// experiment first; `perArm` is among them. Sizes that find nothing are left out.
    package func detectable(around perArm: Int) -> [(perArm: Int, effectInSD: Double)] {
        Set(Self.usualSizes + [perArm]).sorted().map { size in
            (size, answer(meanPerArm: size).effectInSD)
        }.filter { $0.1.isFinite }
    }

    /// From a team to more agents than most tenants have.
    private static let usualSizes = [5, 10, 20, 50, 100, 200, 500, 1_000]

    /// Nil when it takes more units than anyone has.
    package func answer(toFind effect: Double) -> Answer? {
        let inSD = abs(effect) / standardDeviation
        guard
            let size = Power.sampleSize(toFind: inSD / remaining, power: power, share: share),
            Double(size.treated + size.control) * clusterSize <= Double(Power.unitCountMax)
        else { return nil }
        let least = isByCluster ? EffectConclusion.clusterCountMin : 0
        let (treated, control) = (max(least, size.treated), max(least, size.control))
        func units(_ count: Int) -> Int { Int((Double(count) * clusterSize).rounded(.up)) }
        return Answer(
            treated: units(treated), control: units(control), effect: abs(effect),
            effectInSD: inSD, power: power,
            words: """
                to find \(inSD.rounded(places: 2)) standard deviations\(unit(inSD)) with a chance \
                of \(percent) it takes \(units(treated)) treated and \(units(control)) control units\
                \(isByCluster ? ", in \(treated) and \(control) clusters" : "")
                """)
    }

    private var percent: String { "\(Int((power * 100).rounded())) %" }

    private func unit(_ inSD: Double) -> String {
        standardDeviation == 1
            ? "" : " (\((inSD * standardDeviation).brief) in the outcome's own unit)"
    }

    /// Cohen's "medium"; training at work seldom does more.
    static let largeEffect = 0.5

    static let caution = """
        training seldom moves anything that far: plan for more units, a longer run, or a covariate \
        from before
        """

    /// The power against the effect for the answer's size, and for half and twice of it (SVG).
    package func plot(around answer: Answer) -> String {
        let sizes = [answer.treated / 2, answer.treated, answer.treated * 2].map { max(2, $0) }
        let reach = max(answer.effectInSD * 2, 0.1)
        let curves = sizes.map { size in
            let power = Power(
                treated: assigned(of: size),
                control: assigned(of: size * answer.control / answer.treated))
            return LinePlot.Series(
                name: "\(size) treated",
                points: (0...40).map { step in
                    let effect = reach * Double(step) / 40
                    return (effect, power.power(of: effect / remaining))
                })
        }
        return LinePlot(
            title: "Chance to find an effect", x: "effect in standard deviations",
            y: "chance to find it", series: curves, rule: power
        ).svg
    }
}
