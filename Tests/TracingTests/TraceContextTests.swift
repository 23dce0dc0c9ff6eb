import Telemetry
import Testing

/// `traceparent` and `tracestate`, by the letter of W3C Trace Context.
struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    @Test(arguments: [
        ("00-\(trace)-\(span)-01", true), ("00-\(trace)-\(span)-00", false),
        // Flags that this level does not know.
        ("00-\(trace)-\(span)-ff", true), ("00-\(trace)-\(span)-fe", false),
        // Versions to come: what is known of them is read.
        ("01-\(trace)-\(span)-01", true), ("cc-\(trace)-\(span)-01-what-follows", true),
        ("fe-\(trace)-\(span)-00-", false),
    ])
    func isRead(_ text: String, isSampled: Bool) throws {
        let context = try #require(TraceContext(traceparent: text))
        #expect("\(context.trace)" == Self.trace && "\(context.span)" == Self.span)
        #expect(context.isSampled == isSampled)
        #expect(context.traceparent == "00-\(Self.trace)-\(Self.span)-0\(isSampled ? 1 : 0)")
    }

    @Test(arguments: [
        "", "00", "ff-\(trace)-\(span)-01", "00-\(trace)-\(span)-01-more",
        "00-\(trace)-\(span)-01 ", " 00-\(trace)-\(span)-01", "00-\(trace)-\(span)-1",
        "01-\(trace)-\(span)-01.more", "0-\(trace)-\(span)-01",
        "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
        "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span)-0X",
        "0g-\(trace)-\(span)-01", "00_\(trace)_\(span)_01", "00-\(trace)\(span)--01",
        "00-\(trace)-\(span)-٠١",
    ])
    func isNotBelieved(_ text: String) { #expect(TraceContext(traceparent: text) == nil) }

    @Test func everyByteThatIsChangedToAnotherKindIsNoticed() {
        let whole = Array("00-\(Self.trace)-\(Self.span)-01".utf8)
        for place in whole.indices {
            var damaged = whole
            damaged[place] = UInt8(ascii: "z")
            #expect(TraceContext(traceparent: String(decoding: damaged, as: UTF8.self)) == nil)
            let cut = String(decoding: whole[..<place], as: UTF8.self)
            #expect(TraceContext(traceparent: cut) == nil)
        }
    }

    // MARK: - tracestate

    @Test(arguments: [
        ("a=1", "a=1"), ("a=1,b=2", "a=1,b=2"), (" a=1 ,\tb=2 ", "a=1,b=2"),
        ("a=1,,b=2,", "a=1,b=2"),
        ("t0@vendor=x y", "t0@vendor=x y"), ("a-b_c*d/e=~!", "a-b_c*d/e=~!"),
        ("0tenant@v=1", "0tenant@v=1"),
    ])
    func stateIsHandedOn(_ text: String, _ expected: String) {
        #expect(TraceState(text).map { "\($0)" } == expected)
    }

    @Test(arguments: [
        "", ",", "a", "=1", "a=", "A=1", "0a=1", "a=1=2", "a=1,a=2", "a@=1", "@b=1", "a@0b=1",
        "a@b@c=1", "a=\u{7F}", "a=ü", "a b=1", "t@\(String(repeating: "v", count: 15))=1",
        "\(String(repeating: "k", count: 257))=1", "a=\(String(repeating: "v", count: 257))",
        (0..<33).map { "k\($0)=1" }.joined(separator: ","),
    ])
    func stateIsNotBelieved(_ text: String) { #expect(TraceState(text) == nil) }

    @Test func stateThatIsTooLongLosesItsLongMembersFirstAndThenTheLast() {
        let long = "long=" + String(repeating: "v", count: 200)
        let short = (0..<30).map { "key\($0)=0123456789" }
        let state = TraceState(([short[0], long] + short[1...]).joined(separator: ","))
        let kept = state?.description.split(separator: ",") ?? []
        #expect(state.map { $0.description.utf8.count <= 512 } == true)
        #expect(kept.first == "key0=0123456789" && !kept.contains { $0.hasPrefix("long") })
        #expect(kept.count > 25)
    }

    // MARK: - Sampling

    @Test func aRatioKeepsItsShareAndTheSameTracesEverywhere() {
        let (one, two) = (Sampler(.traceidratio, ratio: 0.25), Sampler(.traceidratio, ratio: 0.25))
        let traces = (0..<4_000).map { _ in TraceID.random() }
        let kept = traces.filter { one.keeps($0, parent: nil) }
        #expect((800...1_200).contains(kept.count))
        #expect(kept == traces.filter { two.keeps($0, parent: nil) })
        let more = Sampler(.traceidratio, ratio: 0.5)
        #expect(kept.allSatisfy { more.keeps($0, parent: nil) })
    }

    @Test(arguments: Sampler.Kind.allCases)
    func whatTheParentSaysCountsForThoseThatAskIt(_ kind: Sampler.Kind) {
        let sampler = Sampler(kind, ratio: 0)
        let trace = TraceID.random()
        for isSampled in [true, false] {
            let parent = TraceContext(trace: trace, span: .random(), isSampled: isSampled)
            let expected =
                switch kind {
                case .always_on: true
                case .always_off, .traceidratio: false
                default: isSampled
                }
            #expect(sampler.keeps(trace, parent: parent) == expected)
        }
        #expect(
            sampler.keeps(trace, parent: nil)
                == (kind == .always_on || kind == .parentbased_always_on))
    }
}
