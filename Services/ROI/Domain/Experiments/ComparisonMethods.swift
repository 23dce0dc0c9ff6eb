import Statistics
import Tables

/// The methods; each gives a line, or says why it cannot.
extension ArmComparison {
    func moments(
        _ isTreated: Bool, of rows: [Row], _ value: (Row) -> Double = \.value
    ) -> Moments {
        Moments(rows.lazy.filter { $0.isTreated == isTreated }.map(value))
    }

    func effect(
        _ method: EffectEstimate.Method, _ difference: MeanDifference, of rows: [Row],
        controlMean: Double? = nil
    ) -> EffectEstimate {
        let control = rows.count { !$0.isTreated }
        var effect = EffectEstimate(
            method, of: outcome, arm: arm, control: self.control, difference,
            controlMean: controlMean ?? moments(false, of: rows).mean,
            armCount: rows.count - control, controlCount: control)
        effect.details["degrees_of_freedom"] = difference.degreesOfFreedom
        guard clusters != nil else { return effect }
        let own = ClusterCounts(rows)
        effect.clusters = own
        effect.details["arm_clusters"] = Double(own.treated)
        effect.details["control_clusters"] = Double(own.control)
        return effect
    }

    /// The difference of means or of ratios, by cluster where rows go together; nil where too few
    /// rows or clusters are left, or a denominator is nothing.
    func difference(of rows: [Row]) -> MeanDifference? {
        guard clusters == nil else {
            // A ratio of less than nothing is none.
            guard rows.allSatisfy({ $0.denominator >= 0 }) else { return nil }
            return try? contrast(rows).difference
        }
        let parts = [true, false].map { values($0, of: rows) }
        guard let treated = parts[0], let control = parts[1], treated.count > 1, control.count > 1
        else { return nil }
        return .welch(treated, control)
    }

    /// As `difference`, of rows whose values are measurements even where the outcome is a ratio.
    private func meanDifference(of rows: [Row]) -> MeanDifference? {
        guard clusters == nil else { return try? contrast(rows).difference }
        let (treated, control) = (moments(true, of: rows), moments(false, of: rows))
        guard treated.count > 1, control.count > 1 else { return nil }
        return .welch(treated, control)
    }

    /// One value a row whose mean is the arm's mean or, by the delta method, its ratio.
    private func values(_ isTreated: Bool, of rows: [Row]) -> Moments? {
        guard outcome.ratioParts != nil else { return moments(isTreated, of: rows) }
        let own = rows.filter { $0.isTreated == isTreated }
        let ratio = RatioOfMeans(own.map(\.value), over: own.map(\.denominator))
        guard ratio.ratio.isFinite, own.allSatisfy({ $0.denominator >= 0 }) else { return nil }
        return Moments(own.lazy.map { ratio.linearised($0.value, over: $0.denominator) })
    }

    // MARK: - Every row by itself

    func welch() -> EffectEstimate {
        let treated = moments(true, of: rows)
        let control = moments(false, of: rows)
        var effect = effect(.welch, .welch(treated, control), of: rows)
        effect.details["arm_mean"] = treated.mean
        effect.details["control_mean"] = control.mean
        let pooled = ((treated.variance + control.variance) / 2).squareRoot()
        let mde = Power(treated: treated.count, control: control.count).minimumDetectableEffect()
        effect.details["minimum_detectable_effect"] = mde * pooled
        effect.details["minimum_detectable_effect_in_sd"] = mde
        effect.assumptions = [
            "Units were assigned at random, and one unit's arm does not touch another's outcome."
        ]
        if effect.standardError == 0, rows.allSatisfy({ $0.value == 0 || $0.value == 1 }) {
            score(&effect, treated, control)
        }
        return effect
    }

    /// All of one arm and none of the other succeeded: the error is that of the pooled share, and the
    /// interval R. G. Newcombe's of two of Wilson's, Statistics in Medicine 17 (1998), method 10.
    private func score(
        _ effect: inout EffectEstimate, _ treated: Moments, _ control: Moments
    ) {
        let (n, m) = (Double(treated.count), Double(control.count))
        let pooled = (n * treated.mean + m * control.mean) / (n + m)
        guard treated.mean != control.mean else { return }
        let error = (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
        func gap(_ end: Double, _ arm: Moments) -> Double {
            (end - arm.mean) * (end - arm.mean)
        }
        let ranges = [treated, control].map { arm in
            wilsonInterval(
                successes: Int((arm.mean * Double(arm.count)).rounded()), of: arm.count)
        }
        let below = gap(ranges[0].lowerBound, treated) + gap(ranges[1].upperBound, control)
        let above = gap(ranges[0].upperBound, treated) + gap(ranges[1].lowerBound, control)
        effect.standardError = error
        effect.pValue = 2 * Normal.standard.upperProbability(abs(effect.estimate) / error)
        effect.interval = Interval(
            lower: effect.estimate - below.squareRoot(),
            upper: effect.estimate + above.squareRoot())
    }

    func ratio() -> Result<EffectEstimate, TableFault> {
        guard let treated = values(true, of: rows), let control = values(false, of: rows),
            let difference = difference(of: rows)
        else { return .failure(noDenominator) }
        var effect = effect(.ratioDelta, difference, of: rows, controlMean: control.mean)
        effect.details["arm_mean"] = treated.mean
        effect.details["control_mean"] = control.mean
        effect.assumptions = ["Rows are independent; within a row both parts may go together."]
        return .success(effect)
    }

    private var noDenominator: TableFault {
        TableFault(
            """
            column "\(outcome.ratioParts?[1] ?? "")" sums to nothing in an arm, or has a value below \
            0: a ratio needs something to divide by
            """)
    }

    // MARK: - By cluster

    /// Treated less control, whose rows go together in clusters.
    private func contrast(
        _ rows: [Row]
    ) throws(ClusteredContrast.TooFewClusters) -> ClusteredContrast {
        try ClusteredContrast(
            rows.map {
                ClusteredContrast.Row(
                    cell: $0.isTreated ? 1 : 0, cluster: $0.cluster, value: $0.value,
                    denominator: $0.denominator)
            }, weights: [-1, 1], clusterCount: clusterCount)
    }

    private var clusterCount: Int { 1 + (rows.map(\.cluster).max() ?? 0) }

    func clusterRobust(
        _ method: EffectEstimate.Method
    ) -> Result<EffectEstimate, TableFault> {
        guard let treated = values(true, of: rows), let control = values(false, of: rows) else {
            return .failure(noDenominator)
        }
        guard let contrast = try? contrast(rows) else {
            return .failure(
                TableFault("an arm has one cluster: what is its own and what the arm's?"))
        }
        let difference = contrast.difference
        var effect = effect(method, difference, of: rows, controlMean: contrast.cells[0].ratio)
        effect.details["arm_mean"] = contrast.cells[1].ratio
        effect.details["control_mean"] = contrast.cells[0].ratio
        effect.details["clusters"] = Double(effect.clusters?.total ?? 0)
        let plain = MeanDifference.welch(treated, control).standardError
        let inflation = difference.standardError / plain
        effect.details["design_effect"] = inflation * inflation
        let t = StudentT(difference.degreesOfFreedom)
        let mde = (t.upperQuantile(0.025) + t.upperQuantile(0.2)) * difference.standardError
        effect.details["minimum_detectable_effect"] = mde
        effect.assumptions = [
            """
            Clusters are independent of one another, and their arms were drawn at random; rows \
            within a cluster may go together in any way.
            """
        ]
        return .success(effect)
    }

    // MARK: - Either way

    /// Differences within strata, weighted by the strata's share of all rows; the degrees of freedom
    /// are Satterthwaite's over all cells.
    ///
    /// Source: L. W. Miratrix, J. S. Sekhon and B. Yu, JRSS B 75 (2013).
    func postStratified() -> Result<EffectEstimate, TableFault> {
        let strata = Dictionary(grouping: measured, by: \.stratum).sorted { $0.key < $1.key }
        if clusters != nil { return postStratifiedByCluster(strata) }
        var estimate = 0.0
        var variance = 0.0
        var squares = 0.0
        for (name, members) in strata {
            let treated = moments(true, of: members)
            let control = moments(false, of: members)
            guard treated.count > 1, control.count > 1 else {
                return .failure(
                    TableFault("stratum \"\(name)\" has fewer than 2 rows in an arm"))
            }
            let share = Double(members.count) / Double(rows.count)
            estimate += share * (treated.mean - control.mean)
            for cell in [treated, control] {
                let part = share * share * cell.variance / Double(cell.count)
                variance += part
                squares += part * part / Double(cell.count - 1)
            }
        }
        let difference = MeanDifference(
            estimate: estimate, standardError: variance.squareRoot(),
            degreesOfFreedom: squares > 0 ? variance * variance / squares : .infinity)
        return .success(postStratified(difference, strata.count))
    }

    private func postStratifiedByCluster(
        _ strata: [(key: String, value: [Row])]
    ) -> Result<EffectEstimate, TableFault> {
        let places = Dictionary(
            uniqueKeysWithValues: strata.enumerated().map { ($0.element.key, $0.offset) })
        let weights = strata.flatMap { stratum in
            let share = Double(stratum.value.count) / Double(rows.count)
            return [-share, share]
        }
        let cells = measured.map { row in
            ClusteredContrast.Row(
                cell: 2 * (places[row.stratum] ?? 0) + (row.isTreated ? 1 : 0),
                cluster: row.cluster, value: row.value, denominator: 1)
        }
        do throws(ClusteredContrast.TooFewClusters) {
            let contrast = try ClusteredContrast(
                cells, weights: weights, clusterCount: clusterCount)
            return .success(postStratified(contrast.difference, strata.count))
        } catch {
            return .failure(
                TableFault(
                    "stratum \"\(strata[error.cell / 2].key)\" has fewer than 2 clusters in an arm")
            )
        }
    }

    private func postStratified(
        _ difference: MeanDifference, _ strataCount: Int
    ) -> EffectEstimate {
        var effect = effect(.postStratified, difference, of: measured)
        effect.details["strata"] = Double(strataCount)
        effect.assumptions = ["Assignment was random within each stratum."]
        return effect
    }

    /// Takes out what a covariate from before explains, with one slope for all rows.
    ///
    /// Source: A. Deng, Y. Xu, R. Kohavi and T. Walker, WSDM 2013. The variance of all adjusted
    /// values is 1 − ρ² of that of the values.
    func cuped() -> Result<EffectEstimate, TableFault> {
        let rows = measured.filter { $0.covariate != nil }
        let covariates = rows.map { $0.covariate ?? 0 }
        guard let adjustment = CUPED(rows.map(\.value), covariates) else {
            return .failure(TableFault("the covariate does not vary"))
        }
        let adjusted = zip(rows, adjustment.adjusted).map { $0.0.measuring($0.1) }
        guard let difference = meanDifference(of: adjusted) else {
            return .failure(
                TableFault(
                    """
                    fewer than 2 \(clusters == nil ? "rows" : "clusters") of an arm have the \
                    covariate
                    """))
        }
        var effect = effect(.cuped, difference, of: rows)
        effect.details["variance_ratio"] = adjustment.varianceRatio
        effect.details["correlation"] = adjustment.correlation
        effect.assumptions = ["The covariate was measured before anyone was treated."]
        return .success(effect)
    }

    /// On rows, or on one value a cluster; a ratio by what its rows or clusters add to it.
    ///
    /// For ratios and for clusters of several sizes it is an asymptotic confidence sequence: I.
    /// Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy and A. Ramdas, Annals of Statistics 52 (2024).
    func alwaysValid() -> EffectEstimate {
        let test = AnytimeTest()
        var evidence = 1.0
        var range = -Double.infinity ... .infinity
        if let contrast = clusters == nil ? nil : try? contrast(rows), let clusters {
            if clusters.areMixed {
                let differences = contrast.linearised()
                evidence = test.evidence(differences)
                range = test.interval(differences)
            } else {
                let (treated, control) = (
                    contrast.linearised(cell: 1), contrast.linearised(cell: 0)
                )
                evidence = test.evidence(treated, control)
                range = test.interval(treated, control)
            }
        } else if let treated = values(true, of: rows), let control = values(false, of: rows) {
            evidence = test.evidence(treated, control)
            range = test.interval(treated, control)
        }
        let difference =
            difference(of: rows)
            ?? MeanDifference(estimate: .nan, standardError: .nan, degreesOfFreedom: 1)
        var effect = effect(
            .alwaysValid, difference, of: rows,
            controlMean: effects.first?.details["control_mean"])
        effect.pValue = min(1, 1 / evidence)
        effect.interval = Interval(lower: range.lowerBound, upper: range.upperBound)
        effect.assumptions = [
            "The chance of a false claim stays below 5 % however often one looked."
        ]
        return effect
    }
}

extension ArmComparison.Row {
    /// The same row with a value of its own instead of a ratio's parts.
    func measuring(_ value: Double) -> Self {
        Self(
            index: index, isTreated: isTreated, value: value, denominator: 1,
            covariate: covariate, stratum: stratum, cluster: cluster)
    }
}
