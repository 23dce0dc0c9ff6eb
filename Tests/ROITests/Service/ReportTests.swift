import Identifiers
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Testing

@Suite struct ReportTests {
    @Test func aReportIsWhatTheEventsSay() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            let report = try await rig.report()
            #expect(report.conversations == 80)
            #expect(report.agents == 2)
            // Twenty hours coached at $40.
            #expect(report.coachingCost == usd(80_000))
            // Twenty active hours: 40 conversations and 4 successes expected, 40 won, $1,000 each.
            #expect(report.netValue.estimate == usd(3_600_000 - 80_000))
            #expect(report.conclusion.hasPrefix("gain: between USD"))
            let figures = Dictionary(uniqueKeysWithValues: report.figures.map { ($0.name, $0) })
            #expect(figures["conversations_per_hour"]?.measured == 4)
            #expect(figures["conversion_rate"]?.measured == 0.5)
            #expect(figures["training_hours"] == nil)
        }
    }

    /// Truncating what was read off the events and consuming them again gives the same report, and
    /// so does consuming them twice and out of order.
    @Test(arguments: UInt64(1)..<4)
    func theReportFollowsFromTheEventsAlone(seed: UInt64) async throws {
        try await ROIRig.with { rig in
            var generator = SplitMix64(seed: seed)
            try await rig.record()
            let events = goodDays(of: "ann") + goodDays(of: "bob")
            try await rig.apply(events)
            let expected = try await rig.report()
            try await rig.apply(events)
            #expect(try await rig.report() == expected)
            try await rig.forget()
            try await rig.apply((events + events).shuffled(using: &generator))
            #expect(try await rig.report() == expected)
        }
    }

    @Test func whatIsMissingIsNamed() async throws {
        try await ROIRig.with { rig in
            #expect(await refusal { try await rig.report() }?.contains("recordBaseline") == true)
            try await rig.record()
            #expect(await refusal { try await rig.report() }?.contains("coaching session") == true)
            let session = SessionID(at: march.start)
            try await rig.apply([.started(session, of: "ann", at: march.start)])
            #expect(await refusal { try await rig.report() }?.contains("no conversation") == true)
        }
    }

    @Test func oneDayIsTooEarly() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(Array(goodDays(of: "ann").prefix(14)))
            #expect(try await rig.report().conclusion.hasPrefix("too early: agent-days"))
        }
    }

    @Test func cancelledSessionsAndUncoachedAgentsDoNotCount() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann"))
            let session = SessionID(at: march.start)
            try await rig.apply([
                .started(session, of: "bob", at: march.start),
                .heard("b", of: "bob", at: march.start, count: 1),
                .ended(session, of: "bob", at: march.end, after: .seconds(9), as: .cancelled),
            ])
            #expect(try await rig.report().agents == 1)
            #expect(try await rig.report().conversations == 40)
            #expect(await refusal { try await rig.report("bob") }?.contains("session") == true)
        }
    }

    /// The period cuts a day: activity before it does not count.
    @Test func activityIsCutToThePeriod() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann"))
            let from = march.start + .seconds(9 * 3_600 + 1_800)
            let report = try await rig.roi.getReport(
                GetReport(
                    tenantID: ROIRig.tenant, periodStart: from,
                    periodEnd: from + .seconds(86_400)))
            // Half of the first day and half of the second.
            #expect(report.conversations == 4)
            #expect(report.figures.first { $0.unit.hasPrefix("conv") }?.measured == 4)
        }
    }

    @Test func anAgentsOwnBaselineComesBeforeTheTenants() async throws {
        try await ROIRig.with { rig in
            var own = RecordBaseline.sample
            own.agentID = "ann"
            own.conversionRate = 0.4
            #expect(try await rig.record().replacedEarlier == false)
            #expect(try await rig.record(own).replacedEarlier == false)
            #expect(try await rig.record(own).replacedEarlier == true)
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            func baseline(_ agent: AgentID?) async throws -> Double? {
                try await rig.report(agent).figures.first { $0.name == "conversion_rate" }?.baseline
            }
            #expect(try await baseline("ann") == 0.4)
            #expect(try await baseline("bob") == 0.1)
            #expect(try await baseline(nil) == 0.1)
        }
    }

    @Test func aTeamsReportIsAboutItsAgents() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            func report(of team: TeamID, agent: AgentID? = nil) async throws -> ROIReport {
                try await rig.roi.getReport(
                    GetReport(
                        tenantID: ROIRig.tenant, agentID: agent, periodStart: march.start,
                        periodEnd: march.end, teamID: team))
            }
            let north = try await report(of: "north")
            #expect(north.agents == 1 && north.conversations == 40 && north.teamID == "north")
            let unknown = await #expect(throws: RPCError.self) { try await report(of: "south") }
            #expect(unknown?.code == .notFound)
            let both = await #expect(throws: RPCError.self) {
                try await report(of: "north", agent: "ann")
            }
            #expect(both?.code == .invalidArgument)
        }
    }

    @Test func qualityDealsAndRetentionStandBesideTheirBaselines() async throws {
        try await ROIRig.with { rig in
            var baseline = RecordBaseline.sample
            baseline.qualityScore = 45
            baseline.retentionRate = 0.5
            try await rig.record(baseline)
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            // Both were there in February; only these two wrote in March as well.
            let before = march.start - .seconds(86_400 * 3)
            try await rig.apply(
                (["ann", "bob", "cid"] as [AgentID]).map { agent in
                    .heard(ConversationID("\(agent)-before"), of: agent, at: before, count: 1)
                })
            let session = SessionID(at: before)
            try await rig.apply([.started(session, of: "cid", at: before)])
            for number in 0..<10 {
                let deal = RecordDeal(
                    tenantID: ROIRig.tenant, dealID: "d\(number)", agentID: "ann",
                    amount: usd(number % 2 == 0 ? 150_000 : 50_000),
                    closedAt: march.start + .seconds(number * 86_400 + 3_600))
                for isNew in [true, false] {
                    #expect(try await rig.roi.recordDeal(deal).isNew == isNew)
                }
            }
            let report = try await rig.report()
            let figures = Dictionary(uniqueKeysWithValues: report.figures.map { ($0.name, $0) })
            #expect(figures["average_quality_score"]?.measured == 50)
            #expect(figures["average_quality_score"]?.change == 5)
            #expect(figures["deal_value"]?.measured == 100_000)
            #expect(figures["deal_value"]?.observations == 10)
            #expect(figures["retention_rate"]?.observations == 3)
            #expect(figures["retention_rate"]?.measured == 2.0 / 3)
            // January and March are as long.
            #expect(figures["retention_rate"]?.baseline == 0.5)
            let explanation = try await rig.roi.explainFigure(
                ExplainFigure(
                    tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                    figure: "deal_value", eventCountMax: 10))
            #expect(explanation.events.map(\.id) == (0..<10).map { "d\($0)" })
            let other = await #expect(throws: RPCError.self) {
                try await rig.roi.recordDeal(
                    RecordDeal(
                        tenantID: ROIRig.tenant, dealID: "d1", agentID: "ann", amount: usd(1),
                        closedAt: march.start))
            }
            #expect(other?.code == .alreadyExists)
        }
    }

    /// A lead that comes back is none more, and one of before the period none of it.
    @Test func newLeadsAreCountedByTheHour() async throws {
        try await ROIRig.with { rig in
            var baseline = RecordBaseline.sample
            baseline.leadsPerHour = 2
            try await rig.record(baseline)
            try await rig.apply(goodDays(of: "ann"))
            let before = march.start - .seconds(86_400)
            let morning = march.start + .seconds(9 * 3_600)
            try await rig.apply(
                [(before, "old"), (morning, "old"), (morning, "new"), (morning, "next")]
                    .enumerated().map { number, talk in
                        .heard(
                            ConversationID("talk\(number)"), of: "ann", at: talk.0, count: 1,
                            lead: LeadID(talk.1))
                    })
            let report = try await rig.report()
            let figure = try #require(report.figures.first { $0.name == "leads_per_hour" })
            // Ten days of an active hour.
            #expect(abs(figure.measured - 0.2) < 1e-9)
            #expect(figure.target == 2.5)
            #expect(figure.observations == 2)
            let told = try await rig.roi.explainFigure(
                ExplainFigure(
                    tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                    figure: "leads_per_hour", eventCountMax: 10))
            #expect(told.events.map(\.id) == ["new", "next"])
        }
    }

    private func refusal<Value>(_ call: () async throws -> Value) async -> String? {
        do {
            _ = try await call()
            return nil
        } catch {
            guard let error = error as? RPCError, error.code == .failedPrecondition else {
                return "\(error)"
            }
            return error.message
        }
    }
}
