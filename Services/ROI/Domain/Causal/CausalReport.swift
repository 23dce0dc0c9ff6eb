import Tables

/// How a table is to be read.
package enum CausalDesign: String, Sendable, CaseIterable {
    case randomised, staggered, matched, synthetic
}

/// What a table says about an effect: lines, and what to know before believing them.
package struct CausalReport: Sendable {
    package let design: CausalDesign
    package let effects: [EffectEstimate]
    package let notes: [String]
    package let sampleRatio: SampleRatio?
    /// For a plot of effects around adoption.
    package let adoption: StaggeredAdoption?

    package struct Request: Sendable {
        package var design: CausalDesign?
        package var columns = ExperimentColumns.Request()
        package var options = RandomisedExperiment.Options()
        package var time: String?
        package var firstTreated: String?
        package var comparison = StaggeredAdoption.Comparison.neverTreated
        package var covariates: [String] = []
        package var treatedUnit: String?

        package init() {}

        var panel: Panel.Request {
            var panel = Panel.Request()
            panel.outcome = columns.outcomes.first
            panel.unit = columns.unit
            panel.time = time
            panel.firstTreated = firstTreated
            return panel
        }
    }

    /// Without a design, a table with time and adoption is one of staggered adoption, of one treated
    /// unit among many a synthetic control, and any other a randomised experiment; where the columns
    /// leave it open, a note says what it was taken for.
    package init(_ table: TextTable, _ request: Request) throws(TableFault) {
        let (design, reason) = try DesignChoice(table, request).answer
        self.design = design
        switch design {
        case .randomised:
            let columns = try ExperimentColumns(table, request.columns)
            try request.options.check(columns.outcomes)
            let experiment = try RandomisedExperiment(table, columns, request.options)
            effects = experiment.effects
            notes = reason + experiment.notes
            sampleRatio = experiment.sampleRatio
            adoption = nil
        case .staggered:
            let adoptions = try Self.panels(table, request).map { panel throws(TableFault) in
                try StaggeredAdoption(panel, request.comparison)
            }
            effects = adoptions.flatMap { adoption in
                adoption.effects(
                    lowerIsBetter: request.options.lowerIsBetter.contains(adoption.panel.outcome))
            }
            notes = reason + Self.told(adoptions.map { ($0.panel.outcome, $0.notes) })
            sampleRatio = nil
            adoption = adoptions.first
        case .matched:
            guard !request.columns.outcomes.isEmpty else {
                throw TableFault(
                    "what is matched on and what is compared cannot be guessed: say --outcome COLUMN"
                )
            }
            let columns = try ExperimentColumns(table, request.columns)
            try request.options.check(columns.outcomes)
            (effects, notes) = try MatchedComparison.report(
                table, columns, covariates: request.covariates,
                lowerIsBetter: request.options.lowerIsBetter)
            sampleRatio = nil
            adoption = nil
        case .synthetic:
            let controls = try Self.panels(table, request).map { panel throws(TableFault) in
                try SyntheticControl(panel, unit: request.treatedUnit)
            }
            effects = controls.flatMap { control in
                control.effects(
                    lowerIsBetter: request.options.lowerIsBetter.contains(control.outcome))
            }
            notes = reason + Self.told(controls.map { ($0.outcome, $0.notes) })
            sampleRatio = nil
            adoption = nil
        }
    }

    /// One panel an outcome: those that were asked for, or every number that changes over time.
    private static func panels(
        _ table: TextTable, _ request: Request
    ) throws(TableFault) -> [Panel] {
        var outcomes = request.columns.outcomes
        if outcomes.isEmpty { outcomes = try PanelColumns(table, request.panel).outcomes(table) }
        guard !outcomes.isEmpty else {
            throw TableFault("no column of numbers changes over time: say --outcome COLUMN")
        }
        try request.options.check(outcomes)
        return try outcomes.map { outcome throws(TableFault) in
            var panel = request.panel
            panel.outcome = outcome
            return try Panel(table, panel)
        }
    }

    /// Notes of several outcomes, each by its name.
    private static func told(_ parts: [(outcome: String, notes: [String])]) -> [String] {
        guard parts.count > 1 else { return parts.first?.notes ?? [] }
        return parts.flatMap { part in part.notes.map { "\(part.outcome): \($0)" } }
    }
}

extension RandomisedExperiment.Options {
    fileprivate func check(_ outcomes: [String]) throws(TableFault) {
        guard let odd = lowerIsBetter.subtracting(outcomes).min() else { return }
        throw TableFault(
            """
            --lower-is-better names \(odd), which is no outcome here: the outcomes are \
            \(outcomes.joined(separator: ", "))
            """)
    }
}
