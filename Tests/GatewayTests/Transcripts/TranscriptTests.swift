import AnalyzerContract
import GatewayDomain
import Identifiers
import Testing
import Wire

@testable import GatewayService

@Suite("A transcript of a recorded call")
struct TranscriptTests {
    private static let vtt = """
        \u{FEFF}WEBVTT - a call

        NOTE nobody says this

        opening
        00:01.000 --> 00:03.500 align:start
        <v Agent Lee>Hello, <i>thanks</i> for calling.

        00:04.000 --> 00:05.000
        <v Agent Lee>How can I help?

        01:00:07.000 --> 01:00:09.250
        <v.loud Sam>I want to &amp; must sell.
        """

    private static let srt = """
        1\r
        00:00:01,000 --> 00:00:03,500\r
        Agent Lee: Hello, thanks for calling.\r
        \r
        2\r
        00:00:04,000 --> 00:00:05,000\r
        Agent Lee: How can I help?\r
        \r
        3\r
        01:00:07,000 --> 01:00:09,250\r
        Sam: I want to & must sell.\r
        """

    @Test("is read the same from WebVTT and SubRip", arguments: [vtt, srt])
    func bothForms(text: String) throws {
        let transcript = try Transcript(parsing: text)
        #expect(transcript.speakers == ["Agent Lee", "Sam"])
        #expect(
            transcript.utterances.map(\.text) == [
                "Hello, thanks for calling. How can I help?", "I want to & must sell.",
            ])
        #expect(transcript.utterances.map(\.start) == [.seconds(1), .seconds(3_607)])
        #expect(transcript.utterances.last?.end == .milliseconds(3_609_250))
        #expect(try transcript.agentSpeaker(named: nil) == "Agent Lee")
        #expect(try transcript.agentSpeaker(named: "sam") == "Sam")
    }

    @Test("of speakers of whom none is known as the agent says who they are")
    func unknownAgent() throws {
        let transcript = try Transcript(
            parsing: "00:01.000 --> 00:02.000\nAnn: Hi.\n\n00:03.000 --> 00:04.000\nBob: Hello.")
        #expect(throws: Transcript.Fault.unknownAgent(asked: nil, speakers: ["Ann", "Bob"])) {
            try transcript.agentSpeaker(named: nil)
        }
        #expect(throws: Transcript.Fault.unknownAgent(asked: "Carla", speakers: ["Ann", "Bob"])) {
            try transcript.agentSpeaker(named: "Carla")
        }
        let said = "\(Transcript.Fault.unknownAgent(asked: "Carla", speakers: ["Ann", "Bob"]))"
        #expect(said.contains("Carla") && said.contains("Ann, Bob"))
    }

    @Test(
        "that cannot be read says where and why",
        arguments: [
            ("", Transcript.Fault.empty), ("WEBVTT\n\nNOTE only this", .empty),
            ("WEBVTT\n\n1:2:3:4 --> 5\nA: b", .badTime(line: 3)),
            ("00:05.000 --> 00:04.000\nA: b", .badTime(line: 1)),
            ("00:99.000 --> 01:99.000\nA: b", .badTime(line: 1)),
            ("--> \nA: b", .badTime(line: 1)),
        ])
    func faults(text: String, fault: Transcript.Fault) {
        #expect(throws: fault) { try Transcript(parsing: text) }
    }

    @Test(
        "gives everybody in a cue their own words, and a share of its time",
        arguments: [
            "00:00.000 --> 00:04.000\n<v Agent Maya>Hello Bob.\n<v Bob>Hello Maya",
            "00:00.000 --> 00:04.000\n<v Agent Maya>Hello Bob.</v> <v Bob>Hello Maya</v>",
            "1\n00:00:00,000 --> 00:00:04,000\nAgent Maya: Hello Bob.\nBob: Hello Maya",
        ])
    func severalInOneCue(text: String) throws {
        let transcript = try Transcript(parsing: text)
        #expect(transcript.speakers == ["Agent Maya", "Bob"])
        #expect(transcript.utterances.map(\.text) == ["Hello Bob.", "Hello Maya"])
        #expect(transcript.utterances.map(\.start) == [.zero, .seconds(2)])
        #expect(transcript.utterances.map(\.end) == [.seconds(2), .seconds(4)])
    }

    @Test("keeps lines that look like quoted mail, and colons that name nobody")
    func wordsOfACaption() throws {
        let transcript = try Transcript(
            parsing: """
                00:00.000 --> 00:04.000
                <v Ann>On Monday she wrote:
                > 400 is what I pay.
                <v Ann>Price: 400, caf&eacute; included.
                """)
        #expect(transcript.speakers == ["Ann"])
        #expect(
            transcript.utterances.map(\.text).joined(separator: " ")
                == "On Monday she wrote: > 400 is what I pay. Price: 400, café included.")
    }

    @Test("of a second call in a conversation is another one; the same again is the same")
    func callIDs() throws {
        let person = try #require(
            Person(tenant: "harbor", userName: "lee", role: .manager, agent: nil, team: nil))
        func ids(_ text: String, _ query: [(key: Substring, value: Substring)]) throws
            -> [MessageID]
        {
            let call = try RecordedCall(
                [("conversation_id", "c"), ("agent_id", "ana")] + query, for: person, at: noon)
            return call.messages(of: try Transcript(parsing: text), agent: "Agent Lee")
                .map(\.message.messageID)
        }
        let first = try ids(Self.vtt, [("started_at", "2026-01-05T12:00:00Z")])
        #expect(try ids(Self.vtt, [("started_at", "2026-01-05T12:00:00Z")]) == first)
        let later = try ids(Self.vtt, [("started_at", "2026-01-05T13:00:00Z")])
        #expect(Set(later).isDisjoint(with: first))
        let undated = try ids(Self.vtt, [])
        let other = try ids(Self.vtt.replacing("sell", with: "buy"), [])
        #expect(Set(undated).isDisjoint(with: other))
    }

    @Test("names its agent as a form or a link writes it, and is of no later day than tomorrow")
    func query() throws {
        let person = try #require(
            Person(tenant: "harbor", userName: "lee", role: .manager, agent: nil, team: nil))
        let named: [(key: Substring, value: Substring)] = [
            ("conversation_id", "100%25"), ("agent_id", "ana"), ("agent_speaker", "Agent+Lee"),
        ]
        let call = try RecordedCall(named, for: person, at: noon)
        #expect(call.agentSpeaker == "Agent Lee")
        #expect(call.conversation == "100%25")
        #expect(throws: Problem.self) {
            try RecordedCall(
                named + [("started_at", "9999-01-01T00:00:00Z")], for: person, at: noon)
        }
    }

    @Test("is heard as the messages of its agent and client, at their times")
    func heard() async throws {
        let coaching = HeardMessages()
        try await withGateway(handlers: coaching.handlers) { gateway in
            let browser = try await gateway.signedIn()
            let reply = try await browser.send(
                "POST",
                "/api/transcripts?conversation_id=call%201&agent_id=ana&started_at=2026-01-05T12:00:00Z",
                json: Self.vtt)
            #expect(reply.status == 200)
            #expect(reply.json("messages") as? Int == 2)
            let heard = try await coaching.messages(2)
            #expect(heard.map(\.message.role.known) == [.agent, .client])
            #expect(heard.map(\.conversationID) == ["call 1", "call 1"])
            #expect(
                heard.map(\.message.sentAt) == [
                    noon + .seconds(5), noon + .milliseconds(3_609_250),
                ])
            let refused = try await browser.send(
                "POST", "/api/transcripts?conversation_id=c&agent_id=ana", json: "words")
            #expect(refused.status == 400)
            let nobody = try await gateway.browser().send(
                "POST", "/api/transcripts?conversation_id=c&agent_id=ana", json: Self.vtt)
            #expect(nobody.status == 401)
        }
    }
}
