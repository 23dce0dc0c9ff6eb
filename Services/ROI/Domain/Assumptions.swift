import Identifiers

extension Accounts {
    /// Everything that a sceptical reader has to know, one sentence or two each.
    func assumptions(
        unitCount: Int, activeHours: Double, expected: Money, spreads: ProjectionSpreads
    ) -> [String] {
        [
            "Baseline: \(baseline.source), \(baseline.period.start.utcDay) to \(baseline.period.lastDay).",
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
            at the baseline's hourly cost; cancelled sessions are left out.
            """,
            leadAssumption, trainingAssumption, qualityAssumption, dealAssumption,
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

    private var trainingAssumption: String {
        measurement.isTrainingRecorded
            ? """
            Training is the recorded hours against the baseline's, scaled to the length of the \
            period.
            """
            : "No hours of training were recorded in the period, so none are claimed to be saved."
    }

    private var qualityAssumption: String? {
        guard baseline.qualityScore != nil else { return nil }
        return """
            Quality is the mean over conversations of the overall score after the last message; a \
            change in how it is scored would look like a change of the agents.
            """
    }

    private var dealAssumption: String? {
        guard !measurement.deals.isEmpty else { return nil }
        return """
            Deal value is the mean of \(measurement.deals.count) recorded deals. The net value does \
            not use it: there every success counts \(baseline.valuePerSuccess.text), the baseline's.
            """
    }

    private var retentionAssumption: String? {
        guard measurement.retention != nil, baseline.retentionRate != nil else { return nil }
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
