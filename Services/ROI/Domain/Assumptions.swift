import Identifiers

extension Accounts {
    /// Everything that a sceptical reader has to know, one sentence or two each.
    func assumptions(
        unitCount: Int, activeHours: Double, expected: Money, spreads: ProjectionSpreads
    ) -> [String] {
        [
            runningAssumption, baselineAssumption, recordingAssumption,
            """
            Counted is every conversation of agents who had a coaching session, coached or not, so \
            that choosing what to coach cannot flatter the result.
            """,
            """
            A success is a conversation whose outcome is appointment_scheduled or lead_advanced; a \
            conversation in progress is not yet one.
            """,
            "An agent is active in a quarter-hour in which they wrote or said something.",
            """
            Without coaching the agents would have brought in \(expected.text): what the baseline \
            says for the same \(activeHours) active hours. Nobody was assigned at random: other \
            causes of a change are not ruled out.
            """,
            """
            Coaching costs the recorded amounts, people's hours and the agents' time in sessions \
            at the baseline's hourly cost, \(baseline.hourlyCost.text); cancelled sessions are left out.
            """,
            shareAssumption, strayAssumption, leadAssumption, trainingAssumption, qualityAssumption,
            dealAssumption,
            retentionAssumption,
            """
            Intervals: 95 %, bias-corrected and accelerated bootstrap of \
            \(Bootstrap<Totals>.replicateCount) replicates over \(unitCount) units by \
            \(measurement.unit.rawValue)\(unitCaution).
            """,
            overlapAssumption, spreads.assumption,
        ].compactMap { $0 }
    }

    private var leadAssumption: String? {
        guard baseline.leadsPerHour != nil else { return nil }
        return """
            A lead is new to an agent at the first message that coaching observed between the two; \
            conversations that name no lead count none.
            """
    }

    private var runningAssumption: String? {
        guard measurement.isRunning else { return nil }
        return """
            As of \(measurement.asOf): the period ends on \(measurement.period.lastDay) and is not over. \
            What depends on its length is counted for the days that are.
            """
    }

    private var baselineAssumption: String {
        """
        Baseline: \(baseline.source), \(baseline.period.start.utcDay) to \(baseline.period.lastDay): \
        \(baseline.conversationsPerHour.plain) conversations an active hour, \
        \((baseline.conversionRate * 100).plain) % of the known outcomes won, \
        \(baseline.valuePerSuccess.text) a success, \(baseline.hourlyCost.text) an hour of an agent, \
        \(baseline.trainingHours.plain) hours of training an agent in its \
        \(baseline.period.dayCount.plain) days.
        """
    }

    /// Whoever sets what a result is compared with after it was seen should have to say so.
    private var recordingAssumption: String? {
        baseline.recordedAt.map { recordedAt in
            """
            The baseline was recorded on \(recordedAt.utcDay)\
            \(recordedAt > measurement.period.start ? ", after the report's period had begun" : "").
            """
        }
    }

    private var shareAssumption: String? {
        guard measurement.coachedAgentCount < measurement.tenantAgentCount else { return nil }
        return """
            Costs of the whole tenant fall on its \(measurement.tenantAgentCount) coached agents in \
            equal parts, active or not: \(measurement.coachedAgentCount) of them here.
            """
    }

    private var strayAssumption: String? {
        guard !measurement.strayCosts.isEmpty else { return nil }
        let names = Set(measurement.strayCosts.compactMap(\.agentID))
        return """
            Recorded for agents who were never coached (\(names.count)) are costs of \
            \(measurement.strayCosts.count) entries: they count as costs of the whole tenant. Hours of \
            training among them say nothing of coaching and are left out.
            """
    }

    private var trainingAssumption: String {
        guard training.isKnown else {
            return """
                No hours of training were recorded of a coached agent in the period: what was saved \
                is unknown, and none is claimed.
                """
        }
        let unknown = measurement.agentCount - training.agentCount
        return """
            Training is known of \(training.agentCount) of \(measurement.agentCount) agents: recorded \
            hours against the baseline's, for the days that are over since an agent's first session. \
            \(unknown > 0 ? "Of the others it is unknown, and none is claimed to be saved." : "")
            """.trimmed
    }

    private var qualityAssumption: String? {
        guard baseline.qualityScore != nil else { return nil }
        return """
            Quality is the mean over conversations of the overall score after the last message; a \
            change in how it is scored would look like a change of the agents.
            """
    }

    private var dealAssumption: String? {
        guard let mean = meanDeal else { return nil }
        return """
            Deal value is the mean of recorded deals: \(measurement.deals.count), \(mean.text) each; \
            where few agents closed them no interval can be given. The net value does not use it: \
            there every success counts \(baseline.valuePerSuccess.text), the baseline's.
            """
    }

    private var meanDeal: Money? {
        guard !measurement.deals.isEmpty else { return nil }
        let sum = measurement.deals.reduce(0) { $0 + Double($1.amount.minorUnits) }
        return try? Money.rounding(sum / Double(measurement.deals.count), baseline.currency)
    }

    private var retentionAssumption: String? {
        guard let retention = measurement.retention, baseline.retentionRate != nil else {
            return nil
        }
        guard retention.present > 0 else {
            return "Retention is unknown: none of the agents was there before the period."
        }
        return """
            Retention is of agents who wrote or said something in the \(Retention.silentDaysMax) days \
            before the period; they stayed if they did in its last \(Retention.silentDaysMax) days. A \
            long leave looks like leaving. The baseline's rate is scaled to the length of the period.
            """
    }

    private var unitCaution: String {
        switch measurement.unit {
        case .agent where measurement.agentCount > ResamplingUnit.groupCountMax:
            ", thrown together at random from \(measurement.agentCount) agents"
        case .agent: ""
        case .agentDay:
            """
            , since there are fewer than \(ResamplingUnit.agentCountMin) agents: differences \
            between agents are understated
            """
        }
    }

    private var overlapAssumption: String? {
        guard baseline.period.overlaps(measurement.period) else { return nil }
        return """
            The baseline's period overlaps the report's: coaching is partly compared with itself.
            """
    }
}

extension Period {
    fileprivate var dayCount: Double { length.seconds / 86_400 }
}

extension String {
    /// Without the space that an empty sentence leaves at the end.
    fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension Double {
    /// With two decimals at most, and none that say nothing.
    fileprivate var plain: String {
        var text = rounded(places: 2)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}
