import Identifiers
import Testing
import Wire

@Suite("JSON")
struct JSONTests {
    @Test("A message reads as names, words, times and base64")
    func text() throws {
        var random = SplitMix64(seed: 3)
        var message = Everything.random(&random)
        message.at = Instant(microseconds: 1_767_603_600_123_456)
        message.lasted = .milliseconds(1_500)
        message.intensity = Open(.lightTouch)
        message.defaultIntensity = .unknown(99)
        message.blob = [0xFF, 0x00]
        message.maybeText = nil
        message.ratio = .infinity
        let text = try WireJSON.text(of: message)
        for part in [
            #""at":"2026-01-05T09:00:00.123456Z""#, #""lasted":"1.5s""#,
            #""intensity":"light_touch""#,
            #""default_intensity":99"#, #""blob":"/wA=""#, #""ratio":"Infinity""#,
            #""session_id":"\#(message.sessionID)""#, #""price":{"minor_units":"#,
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(!text.contains("maybe_text"))
    }

    @Test(
        "JSON carries every message there and back, whole and indented", arguments: UInt64(0)..<200)
    func roundTrips(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let message = Everything.random(&random)
        for isIndented in [false, true] {
            let text = try WireJSON.text(of: message, isIndented: isIndented)
            #expect(try WireJSON.message(Everything.self, of: text) == message, "seed \(seed)")
        }
    }

    @Test(
        "An error names the field and says what was expected",
        arguments: [
            (#"{"name": 1}"#, "name: expected text, found 1"),
            (#"{"score": 1}"#, "name: Leaf needs it"),
            (
                #"{"name": "a", "children": [{"name": "b"}, {"name": "c", "score": "x"}]}"#,
                #"children[1].score: expected a number, found "x""#
            ),
            (
                #"{"name": "a", "nmae": "b"}"#,
                "nmae: Leaf has no such field; it has name, children, score"
            ),
            (#"[]"#, "expected an object (Leaf), found []"),
            (#"{"name": "a",}"#, "not JSON: line 1, column 14: expected a name in quotes"),
            ("{\"name\": \"a\"\n \"score\": 1}", "not JSON: line 2, column 2: expected ',' or '}'"),
            (#"{"name": "a", "name": "b"}"#, "not JSON: line 1, column 21: 'name' is there twice"),
            (#"{"name": "a"} x"#, "not JSON: line 1, column 15: more text after the value"),
            (#"{"name": "\ud800"}"#, "not JSON: line 1, column 17: half of a surrogate pair"),
        ])
    func errors(_ text: String, _ expected: String) {
        let error = #expect(throws: WireJSONError.self) {
            try WireJSON.bytes(of: text, as: Leaf.wireSchema)
        }
        #expect(error?.description == expected)
    }

    @Test("A word that the vocabulary does not have is refused with the words that it has")
    func unknownWord() {
        let schema = WireSchema(
            "Session", [.init(0, "status", Open<CoachingSessionStatus>.wireType)])
        let error = #expect(throws: WireJSONError.self) {
            try WireJSON.bytes(of: #"{"status": "asleep"}"#, as: schema)
        }
        #expect(
            error?.description == "status: expected a CoachingSessionStatus: active, paused, "
                + #"completed, cancelled, found "asleep""#)
    }

    @Test(
        "Numbers beyond a field's width are refused",
        arguments: [
            #"{"small": 2147483648}"#, #"{"small": -2147483649}"#, #"{"small": 1.5}"#,
            #"{"small": "1"}"#,
        ])
    func widths(_ text: String) {
        let schema = WireSchema("Narrow", [.init(0, "small", Int32.wireType)])
        #expect(throws: WireJSONError.self) { try WireJSON.bytes(of: text, as: schema) }
    }

    @Test("Whatever a person mistypes is an error, never a crash", arguments: UInt64(0)..<50)
    func mutated(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let text = try WireJSON.text(of: Leaf.random(&random))
        for _ in 0..<100 {
            let damaged = String(decoding: mutate(Array(text.utf8), using: &random), as: UTF8.self)
            guard let leaf = try? WireJSON.message(Leaf.self, of: damaged) else { continue }
            #expect(throws: Never.self, "seed \(seed)") {
                try WireJSON.message(Leaf.self, of: WireJSON.text(of: leaf))
            }
        }
    }
}
