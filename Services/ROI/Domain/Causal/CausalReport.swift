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
    /// unit among many a synthetic control, and any other a randomised experiment.
    package init(_ table: TextTable, _ request: Request) throws(TableFault) {
        let design: CausalDesign
        if let asked = request.design {
            design = asked
        } else {
            design = Self.design(of: table, request)
        }
        self.design = design
        switch design {
        case .randomised:
            let columns = try ExperimentColumns(table, request.columns)
            let experiment = try RandomisedExperiment(table, columns, request.options)
            effects = experiment.effects
            notes = experiment.notes
            sampleRatio = experiment.sampleRatio
            adoption = nil
        case .staggered:
            let adoption = try StaggeredAdoption(Panel(table, request.panel), request.comparison)
            effects = adoption.effects
            notes = adoption.notes
            sampleRatio = nil
            self.adoption = adoption
        case .matched:
            let columns = try ExperimentColumns(table, request.columns)
            (effects, notes) = try MatchedComparison.report(
                table, columns, covariates: request.covariates)
            sampleRatio = nil
            adoption = nil
        case .synthetic:
            let control = try SyntheticControl(
                Panel(table, request.panel), unit: request.treatedUnit)
            effects = control.effects
            notes = control.notes
            sampleRatio = nil
            adoption = nil
        }
    }

    private static func design(of table: TextTable, _ request: Request) -> CausalDesign {
        let isPanel = Panel.fits(table) || request.firstTreated != nil || request.time != nil
        guard isPanel, request.columns.arm == nil,
            let panel = try? Panel(table, request.panel)
        else { return .randomised }
        let treated = panel.units.count { $0.firstTreated != nil }
        if treated == 0 { return .randomised }
        return treated == 1 && panel.units.count > 2 ? .synthetic : .staggered
    }
}
