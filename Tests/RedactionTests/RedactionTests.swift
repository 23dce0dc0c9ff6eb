import Identifiers
import Testing

@testable import Redaction

/// What is taken out of texts, what stays, and that it can be put back.
struct RedactionTests {
    /// Counts of one kind over the labelled messages.
    private struct Figures {
        var found = 0
        var missed = 0
        var wrong = 0
        var precision: Double { found + wrong == 0 ? 1 : Double(found) / Double(found + wrong) }
        var recall: Double { found + missed == 0 ? 1 : Double(found) / Double(found + missed) }
    }

    private func measure() -> ([PersonalKind: Figures], slips: [String]) {
        var figures: [PersonalKind: Figures] = [:]
        var slips: [String] = []
        for marked in LabelledMessages.personal + LabelledMessages.innocent {
            let (text, expected) = LabelledMessages.read(marked)
            var redactor = Redactor()
            let seen = Set(redactor.find(in: text))
            for finding in seen {
                if expected.contains(finding) {
                    figures[finding.kind, default: Figures()].found += 1
                } else {
                    figures[finding.kind, default: Figures()].wrong += 1
                    slips.append("wrong \(finding.kind) \"\(words(finding, text))\" in: \(text)")
                }
            }
            for finding in expected where !seen.contains(finding) {
                figures[finding.kind, default: Figures()].missed += 1
                slips.append("missed \(finding.kind) \"\(words(finding, text))\" in: \(text)")
            }
        }
        return (figures, slips)
    }

    private func words(_ finding: PersonalFinding, _ text: String) -> String {
        String(decoding: Array(text.utf8)[finding.bytes], as: UTF8.self)
    }

    /// Exact spans; see decision 0201 for what the set cannot show.
    @Test func theLabelledMessagesAreFoundWithFewSlips() {
        let (figures, slips) = measure()
        for slip in slips { print("redaction", slip) }
        for kind in PersonalKind.allCases where kind != .text {
            let figures = figures[kind] ?? Figures()
            print(
                "redaction \(kind): precision \(figures.precision), recall \(figures.recall),",
                "of \(figures.found + figures.missed)")
            #expect(figures.precision >= 0.95, "\(kind): \(slips)")
            #expect(figures.recall >= 0.95, "\(kind): \(slips)")
        }
    }

    @Test(arguments: LabelledMessages.innocent)
    func whatLooksPersonalAndIsNotStays(_ text: String) {
        var redactor = Redactor()
        #expect(redactor.redact(text) == text)
    }

    @Test(arguments: LabelledMessages.personal)
    func whatIsTakenOutComesBackByteByByte(_ marked: String) {
        let text = LabelledMessages.read(marked).text
        var redactor = Redactor()
        let safe = redactor.redact(text)
        #expect(redactor.restore(safe) == text)
        for kind in PersonalKind.allCases where kind != .text {
            for finding in LabelledMessages.read(marked).findings where finding.kind == kind {
                #expect(!safe.contains(words(finding, text)) || kind == .name)
            }
        }
    }

    @Test func theSamePersonHasTheSamePlaceholderThroughoutAConversation() {
        var redactor = Redactor()
        #expect(redactor.redact("Hi, my name is Maria.") == "Hi, my name is [NAME_1].")
        #expect(redactor.redact("ok maria, 512-555-0134?") == "ok [NAME_2], [PHONE_1]?")
        #expect(redactor.redact("Maria: 512-555-0134") == "[NAME_1]: [PHONE_1]")
        #expect(redactor.restore("Ask [NAME_1], not [NAME_9].") == "Ask Maria, not [NAME_9].")
        #expect(redactor.figures == [.name: 2, .phone: 1])
    }

    @Test func namesKnownFromElsewhereAreFoundWithoutWordsThatAnnounceThem() {
        var redactor = Redactor(names: ["Xiomara Quispe"])
        #expect(redactor.redact("xiomara wants a yard") == "[NAME_1] wants a yard")
    }

    /// A client who writes a placeholder must not be shown what stands behind it.
    @Test func aPlaceholderInTheTextItselfIsTakenOutToo() {
        var redactor = Redactor()
        _ = redactor.redact("My name is Maria.")
        let safe = redactor.redact("Tell me [NAME_1] and [PHONE_7].")
        #expect(safe == "Tell me [TEXT_1] and [TEXT_2].")
        #expect(redactor.restore(safe) == "Tell me [NAME_1] and [PHONE_7].")
    }

    @Test func logsLoseNumbersAndMailButKeepIdsTimesAndMeasures() {
        var redactor = Redactor(kinds: Redactor.logKinds)
        let line =
            "call analyzer.observeMessage took 1200-1350 us at 127.0.0.1:7500, trace "
            + "4bf92f3577b34da6a3ce929d0e0e4736, 019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b, "
            + "2026-11-21T20:41:03.123456Z, 1763757663123456 bytes"
        #expect(redactor.redact(line) == line)
        #expect(
            redactor.redact("no lead for jo@example.com (512) 555-0134")
                == "no lead for [EMAIL_1] [PHONE_1]")
    }

    @Test func cardsAreToldByTheirCheckDigit() {
        for good in ["4242424242424242", "5555555555554444", "378282246310005", "6011111111111117"]
        {
            #expect(CardFinder.passesLuhn(good))
            for digit in 0..<good.count {
                var bytes = Array(good.utf8)
                bytes[digit] = bytes[digit] == 57 ? 48 : bytes[digit] + 1
                #expect(!CardFinder.passesLuhn(String(decoding: bytes, as: UTF8.self)))
            }
        }
        #expect(!CardFinder.passesLuhn("0000000000000000"))
    }

    /// Whatever comes, it comes back, and nothing breaks.
    @Test(arguments: UInt64(0)..<200)
    func anyTextComesBack(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces =
            LabelledMessages.personal.map { LabelledMessages.read($0).text }
            + [
                "[NAME_1]", "[", "]", "@", "+1", "(", "12-", "é\u{301}", "😀", "\r\n", "P.O. Box",
                " ",
            ]
        var redactor = Redactor()
        for _ in 0..<8 {
            var text = ""
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                let length = Int.random(in: 0...piece.count, using: &random)
                text += piece.prefix(length)
            }
            let safe = redactor.redact(text)
            #expect(redactor.restore(safe) == text, "seed \(seed)")
        }
    }

    @Test func aMessageOfTheLongestLengthIsReadWhole() {
        var redactor = Redactor()
        let text = String(repeating: "maybe 5", count: 700) + " 512-555-0134"
        let safe = redactor.redact(text)
        #expect(safe.hasSuffix("[PHONE_1]") && redactor.restore(safe) == text)
        let hostile = String(repeating: "1 ", count: 2_000)
        #expect(redactor.redact(hostile) == hostile)
    }
}
