import Foundation
import GatewayDomain
import Hummingbird
import Identifiers
import Testing

@testable import GatewayService

@Suite struct PageTests {
    static let hostile = #"<script>alert("x")</script>'"&"#
    private let templates: Templates

    init() throws { templates = try Templates() }

    private func html(_ name: String, _ view: some PageView) async throws -> String {
        let response = try templates.page(name, view)
        let writer = Collected()
        try await response.body.write(writer)
        return writer.text
    }

    private func live(_ events: [LiveEvent], missing: [MissingPart] = []) async throws -> String {
        let board = LiveBoard(events)
        return try await html(
            "live",
            LivePage(
                person: manager(), board: board, cursor: cursor(9),
                selected: board.conversations.first,
                paintedAt: noon, missing: missing))
    }

    @Test func hostileNamesAndMessagesAreOnlyText() async throws {
        let hostile = Self.hostile
        let agent = AgentID(hostile)
        let page = try await live([
            .messageObserved(message(1, agent: agent, conversation: "c1", text: hostile)),
            .alertRaised(alert(1, agent: agent, title: hostile)),
        ])
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;"))
        #expect(!page.contains(#"href="/agents/<"#))
        var profile = AgentProfile(
            agent: agent, periodStart: noon, periodEnd: noon, conversations: 1)
        profile.averageQuality = 50
        profile.quality = [.init(name: hostile, score: 50, conversations: 1)]
        profile.weaknesses = [hostile]
        let own = try await html(
            "agent",
            AgentPage(
                person: manager(), agent: agent, profile: .shown(profile),
                skill: .notYet(reason: hostile), plan: .notYet(reason: hostile),
                outlook: .notYet(reason: hostile), standing: .notYet(reason: hostile),
                coachingReturn: .missing(MissingPart(service: hostile, cause: .slow))))
        #expect(!own.contains("<script>alert"))
        #expect(own.contains("&lt;script&gt;"))
    }

    @Test func everyPageLoadsOnlyOurFilesAndNothingInline() async throws {
        let page = try await live([.messageObserved(message(1)), .alertRaised(alert(1))])
        #expect(!page.contains(" style=\"") && !page.contains("<style"))
        #expect(!page.contains("onclick") && !page.contains("javascript:"))
        #expect(page.contains("<script src=\"/assets/live.js?v="))
        #expect(page.contains(#"lang="en""#))
    }

    @Test func anEmptyLiveViewSaysSo() async throws {
        let page = try await live([])
        #expect(page.contains("Nobody is talking right now"))
        #expect(page.contains("No prompts yet"))
    }

    @Test func aMissingPartIsNamedAndTheRestIsThere() async throws {
        let page = try await live(
            [.messageObserved(message(1, text: "still here"))],
            missing: [MissingPart(service: "Coaching", cause: .unreachable)])
        #expect(page.contains("Coaching is not answering"))
        #expect(page.contains("still here"))
    }

    @Test func answeredAlertsOfferNoButtons() async throws {
        let answered = alert(
            1, answer: LiveAnswer(alert: alert(1).id, agent: "ana", response: "dismissed"))
        let page = try await live([.alertRaised(answered)])
        #expect(page.contains(#"data-field="answered">Dismissed"#))
        #expect(page.contains(#"<div class="answers" hidden>"#))
    }

    @Test func everyChartHasATitleADescriptionAndATable() async throws {
        var profile = AgentProfile(
            agent: "ana", periodStart: noon, periodEnd: noon, conversations: 4)
        profile.averageQuality = 68.4
        profile.quality = [
            .init(name: "objection_handling", score: 41, conversations: 4),
            .init(name: "rapport_building", score: 88, conversations: 4),
        ]
        profile.history = [
            .init(name: "2026-01-04", score: 60, conversations: 1),
            .init(name: "2026-01-05", score: 72, conversations: 3),
        ]
        let outlook = Outlook(
            conversation: "c1", probability: 0.41, lower: 0.2, upper: 0.63, abstains: true,
            baseRate: 0.83, factors: [.init(words: "No price was named.", contribution: -0.7)],
            modelVersion: "v1", messageCount: 6)
        let skill = SkillView(
            at: noon, current: 66, lower: 60, upper: 72,
            days: [0, 7, 30].map {
                .init(
                    days: $0, median: 67, lower80: 50, upper80: 80, lower95: 40, upper95: 88)
            }, trend: "improving", trendChance: 0.62,
            milestone: .init(
                level: "proficient", score: 70, expected: noon, earliest: noon, latest: nil,
                chanceIn30Days: 0.4),
            history: (0..<6).map { .init(at: noon - .seconds(86_400 * (6 - $0)), score: 64) },
            pooledAgents: 4)
        let page = try await html(
            "agent",
            AgentPage(
                person: manager(), agent: "ana", profile: .shown(profile),
                skill: .shown(skill), plan: .notYet(reason: "No plan."), outlook: .shown(outlook),
                standing: .notYet(reason: "none"), coachingReturn: .notYet(reason: "No baseline.")))
        let charts = page.components(separatedBy: "<svg").dropFirst()
        #expect(charts.count == 4)
        for chart in charts {
            #expect(chart.contains(#"role="img""#) && chart.contains("aria-labelledby"))
            #expect(chart.contains("<title id=") && chart.contains("<desc id="))
        }
        #expect(page.contains("Most room to grow: Objection handling with 41"))
        #expect(page.contains("as a table</summary>"))
        #expect(page.contains("The model abstains"))
        #expect(page.contains("No baseline.") && page.contains("No plan."))
        #expect(page.contains("In 30 days a conversation will probably score 67"))
        #expect(page.contains("nine in ten later than in a year"))
        #expect(!page.contains("NaN") && !page.contains("inf"))
    }

    @Test(
        arguments: [
            (0.0, "0"), (12.34, "12.3"), (-0.04, "0"), (-3.06, "−3.1"), (12_345.0, "12,345"),
        ] as [(Double, String)])
    func numbersReadWell(number: Double, text: String) {
        #expect(Words.number(number) == text)
    }
}

/// A response body's text.
final class Collected: ResponseBodyWriter {
    // Only one task writes a body.
    nonisolated(unsafe) private(set) var text = ""

    func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
    func finish(_ trailers: HTTPFields?) async throws {}
}
