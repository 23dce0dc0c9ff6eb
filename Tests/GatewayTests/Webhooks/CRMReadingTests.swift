import GatewayDomain
import Identifiers
import Testing
import Wire

@testable import GatewayService

@Suite("A payload of the CRM")
struct CRMReadingTests {
    private let received = Instant(microseconds: 1_767_603_600_000_000)

    private func reading(_ json: String) throws -> CRMReading {
        let payload = try #require(CRMPayload(try JSONValue(parsing: json)))
        return CRMReading(payload, deliveryID: "d1", receivedAt: received)
    }

    private func message(_ json: String) throws -> CRMMessage {
        guard case .message(let message) = try reading(json) else {
            Issue.record("no message: \(json)")
            throw CancellationError()
        }
        return message
    }

    @Test(
        "is somebody's by its type, and a call's by its direction",
        arguments: [
            ("InboundMessage", "SMS", "inbound", MessageRole.client),
            ("OutboundMessage", "SMS", "outbound", .agent),
            // As the CRM's own examples have it.
            ("OutboundMessage", "SMS", "inbound", .agent),
            ("OutboundMessage", "CALL", "inbound", .client),
            ("OutboundMessage", "VoiceMail", "outbound", .agent),
            ("InboundMessage", "CALL", "outbound", .agent),
            ("InboundMessage", "Email", "outbound", .client),
        ])
    func roles(type: String, channel: String, direction: String, role: MessageRole) throws {
        let message = try message(
            #"{"type":"\#(type)","messageType":"\#(channel)","direction":"\#(direction)","#
                + #""contactId":"c","conversationId":"k","body":"hello"}"#)
        #expect(message.role == role)
        #expect(message.category == channel.lowercased())
    }

    @Test("names its message, or is named by its delivery")
    func names() throws {
        let bare = #""type":"InboundMessage","contactId":"c","body":"x""#
        #expect(try message("{\(bare)}").id == "webhook-d1")
        #expect(try message(#"{\#(bare),"messageId":"m"}"#).id == "m")
        #expect(try message(#"{\#(bare),"emailMessageId":"e"}"#).id == "e")
        #expect(try message(#"{\#(bare),"emailMessageId":"e","messageId":"m"}"#).id == "m")
    }

    @Test("was said when it says, with any offset and with none, or when it came")
    func times() throws {
        func said(_ date: String) throws -> Instant {
            try message(
                #"{"type":"InboundMessage","contactId":"c","body":"x","dateAdded":\#(date)}"#
            ).sentAt
        }
        let noon = try #require(Instant("2025-03-01T12:00:00Z"))
        #expect(try said(#""2025-03-01T12:00:00.000Z""#) == noon)
        #expect(try said(#""2025-03-01T17:30:00+05:30""#) == noon)
        #expect(try said(#""2025-03-01T12:00:00""#) == noon)
        #expect(try said("1740830400000") == noon)
        #expect(try said("null") == received)
    }

    @Test("of a provider is the agent's, whom it names")
    func provider() throws {
        let sms = try message(
            #"{"type":"SMS","contactId":"c","messageId":"m","message":"see you","userId":"u"}"#)
        #expect(sms.role == .agent)
        #expect(sms.agent == "u")
        #expect(sms.conversation == nil)
        let mail = try message(
            #"{"type":"Email","contactId":"c","messageId":"m","html":"<p>See&nbsp;you</p>"}"#)
        #expect(mail.text == "See you")
    }

    @Test("without a word waits for its transcript")
    func wordless() throws {
        #expect(
            try reading(
                #"{"type":"InboundMessage","contactId":"c","messageType":"CALL","attachments":["u"]}"#
            )
                == .wordless)
        #expect(
            try reading(#"{"type":"InboundMessage","contactId":"c","messageType":"SMS","body":""}"#)
                == .wordless)
    }

    @Test("says who is in charge of a contact, and when nobody is")
    func assignments() throws {
        #expect(
            try reading(#"{"type":"ContactUpdate","id":"c","assignedTo":"ann"}"#)
                == .assignment("c", by: .contact, "ann"))
        #expect(
            try reading(#"{"type":"ContactUpdate","id":"c","assignedTo":null}"#)
                == .assignment("c", by: .contact, nil))
        #expect(try reading(#"{"type":"ContactUpdate","id":"c"}"#) == .noted)
        #expect(
            try reading(
                #"{"type":"OpportunityCreate","id":"o","contactId":"c","assignedTo":"ann"}"#)
                == .assignment("c", by: .opportunity, "ann"))
        #expect(
            try reading(
                #"{"type":"OpportunityDelete","id":"o","contactId":"c","assignedTo":"ann"}"#)
                == .assignment("c", by: .opportunity, nil))
        #expect(
            try reading(#"{"type":"ContactDelete","id":"c","assignedTo":"ann"}"#)
                == .forgotten("c"))
        #expect(
            try reading(#"{"type":"TaskCreate","contactId":"c","assignedTo":"bob"}"#) == .noted)
    }

    @Test(
        "gives a mail's words without markup, scripts and what it answers",
        arguments: [
            ("<div>One<br>two</div><script>x<y</script>", "One\ntwo"),
            ("<p>Yes &amp; no &#8212; &lt;b&gt;</p>", "Yes & no — <b>"),
            ("<p>Fine.</p><blockquote>What you said</blockquote>", "Fine."),
            ("Fine.\nOn Monday, Ann wrote:\n> old", "Fine."),
            ("3 < 4 and nothing more", "3 < 4 and nothing more"),
            ("<!-- a > b -->Hello<img src=x", "Hello<img src=x"),
            ("&unknown; &#0; &", "&unknown; &#0; &"),
            ("caf&eacute;, 90&nbsp;m&sup2;", "café, 90 m²"),
        ])
    func mail(html: String, words: String) {
        #expect(PlainText.of(html, isHTML: true, isMail: true) == words)
    }

    @Test(
        "keeps every line of a chat, whatever a mail would mean by it",
        arguments: [
            "> 400 is fine\nOn Friday she wrote:\nyes", "________________\nsigned",
            "-----Original Message was late",
        ])
    func chat(text: String) {
        #expect(PlainText.of(text) == text)
    }

    @Test("takes a time far ahead of its arrival for the time of its arrival")
    func future() throws {
        for (ahead, isAhead) in [(Duration.seconds(86_400), false), (.seconds(86_401), true)] {
            var payload = CRMPayload()
            payload.type = "InboundMessage"
            payload.contactID = "c"
            payload.body = "Hello"
            payload.dateAdded = noon + ahead
            guard
                case .message(let message) = CRMReading(
                    payload, deliveryID: "d", receivedAt: noon)
            else {
                Issue.record("it is no message")
                return
            }
            #expect(message.isDatedByReceipt == isAhead)
            #expect(message.sentAt == (isAhead ? noon : noon + ahead))
        }
    }

    @Test(
        "takes half of a surrogate pair for a sign that nobody can read",
        arguments: [
            (#""a\ud83d""#, "a\u{FFFD}"), (#""\uDE00b""#, "\u{FFFD}b"),
            (#""\ud83d\ude00""#, "\u{1F600}"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}\u{1F600}"),
            (#""\\ud83d""#, #"\ud83d"#), (#""\u0041\n\\""#, "A\n\\"), ("\"plain\"", "plain"),
        ])
    func surrogates(json: String, words: String) throws {
        #expect(try JSONValue(parsing: LoneSurrogates.replaced(in: json)) == .string(words))
    }

    @Test("is cut at the mesh's limit, between two signs")
    func long() {
        let cut = PlainText.of(String(repeating: "é", count: 20_000))
        #expect(cut.utf8.count == PlainText.byteCountMax)
    }
}
