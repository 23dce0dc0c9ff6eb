import AnalyzerContract
import Identifiers
import RPC
import Testing
import Wire

@Suite struct ObserveMessageTests {
    @Test func eachMessageIsScoredStoredAndPublished() async throws {
        try await AnalyzerRig.with { rig in
            var updates: [AnalysisUpdate] = []
            for number in 0..<5 {
                updates.append(try await rig.analyzer.observeMessage(said(number)))
            }
            #expect(updates.map(\.messageCount) == [1, 2, 3, 4, 5])
            #expect(updates[0].findings.objection == Open(.price))
            #expect(updates[4].appointmentScheduled)
            #expect(updates[4].objectionsResolved == 1)
            let analysis = try await rig.get()
            #expect(analysis.messageCount == 5 && analysis.lastMessageID == "talk-4")
            #expect(analysis.overallQualityScore == updates[4].overallQualityScore)
            #expect(analysis.outcome == Open(.appointmentScheduled))
            #expect(analysis.offers.map(\.price) == [430_000, 440_000])
            let events = try await rig.events()
            #expect(events.map(\.ordinal) == [1, 2, 3, 4, 5])
            #expect(events.map(\.findings) == updates.map(\.findings))
            #expect(events[4].category == "housing" && events[4].listPrice == 455_000)
        }
    }

    @Test func theSameMessageAgainAnswersTheSameAndChangesNothing() async throws {
        try await AnalyzerRig.with { rig in
            let first = try await rig.analyzer.observeMessage(said(0))
            _ = try await rig.analyzer.observeMessage(said(1))
            #expect(try await rig.analyzer.observeMessage(said(0)) == first)
            #expect(try await rig.replica().observeMessage(said(0)) == first)
            #expect(try await rig.get().messageCount == 2)
            #expect(try await rig.events().count == 2)
        }
    }

    /// A replica that knows nothing, one whose memory is old, and one that keeps a single
    /// conversation all come to what one replica alone would.
    @Test func replicasTakeOverFromEachOther() async throws {
        try await AnalyzerRig.with { rig in
            let replicas = [rig.analyzer, rig.replica(), rig.replica(liveCountMax: 1)]
            for number in 0..<15 {
                _ = try await replicas[number % 3].observeMessage(said(number))
                _ = try await replicas[number % 3].observeMessage(said(number, in: "other"))
            }
            for number in 0..<15 {
                _ = try await rig.analyzer.observeMessage(said(number, in: "alone"))
            }
            let shared = try await rig.get("talk")
            let alone = try await rig.get("alone")
            #expect(shared.messageCount == 15)
            #expect(shared.overallQualityScore == alone.overallQualityScore)
            #expect(shared.qualityScores.map(\.score) == alone.qualityScores.map(\.score))
            #expect(shared.messages.map(\.acts) == alone.messages.map(\.acts))
            for replica in replicas {
                let seen = try await replica.getAnalysis(
                    GetAnalysis(tenantID: AnalyzerRig.tenant, conversationID: "talk"))
                #expect(seen == shared)
            }
        }
    }

    @Test func messagesThatComeAtOnceAreEachCountedOnce() async throws {
        try await AnalyzerRig.with { rig in
            let replicas = [rig.analyzer, rig.replica()]
            let updates = try await withThrowingTaskGroup(of: AnalysisUpdate.self) { group in
                for number in 0..<12 {
                    for replica in replicas {
                        group.addTask { try await replica.observeMessage(said(number)) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(updates).count == 12)
            #expect(Set(updates.map(\.messageCount)) == Set(1...12))
            #expect(try await rig.events().map(\.ordinal) == Array(1...12))
            #expect(try await rig.get().messageCount == 12)
        }
    }

    @Test func aComplianceBreachIsPublishedAsOne() async throws {
        try await AnalyzerRig.with { rig in
            let update = try await rig.analyzer.observeMessage(
                said(1, "It's a predominantly white neighborhood."))
            #expect(update.newCompliance.map(\.topic) == [Open(.fairHousing)])
            let raised = try #require(update.newOpportunities.first)
            #expect(raised.isCompliance && raised.priority == Open(.critical))
            #expect(try await rig.events().map(\.isComplianceBreach) == [true])
        }
    }
}
