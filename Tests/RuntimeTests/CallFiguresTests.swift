import Identifiers
import MeshContract
import RPC
import Testing
import Wire

@testable import Runtime

struct CallFiguresTests {
    private static let start = Instant(microseconds: 1_790_000_000_000_000)

    private func outcome(
        _ kind: MethodKind = .unary, peer: String = "gateway", _ code: StatusCode = .ok,
        milliseconds: Int
    ) -> CallOutcome {
        CallOutcome(
            side: .server, method: "a.b", kind: kind, peer: peer, code: code,
            duration: .milliseconds(milliseconds), requestByteCount: 1, responseByteCount: 1)
    }

    @Test func callsAndFailuresCountByMethodAndPeerTheBusiestFirst() throws {
        var figures = CallFigures()
        figures.callEnded(outcome(milliseconds: 1), at: Self.start)
        for number in 0..<10 {
            let code: StatusCode = number < 3 ? .unavailable : .ok
            figures.callEnded(outcome(peer: "meshctl", code, milliseconds: 100), at: Self.start)
        }
        let methods = figures.methods
        #expect(methods.map(\.peer) == ["meshctl", "gateway"])
        #expect(methods.map(\.calls) == [10, 1])
        #expect(methods.map(\.failures) == [3, 0])
        let p99 = try #require(methods[0].p99)
        #expect(p99 >= .milliseconds(100) && p99 <= .milliseconds(125))
    }

    @Test func theSlowestOfTheLastMinuteAreKeptInOrder() {
        var figures = CallFigures()
        for number in 1...100 {
            figures.callEnded(outcome(milliseconds: number * 37 % 101), at: Self.start)
        }
        let slowest = figures.slowest(32, at: Self.start)
        #expect(slowest.map(\.duration) == (69...100).reversed().map { .milliseconds($0) })
        #expect(figures.slowest(3, at: Self.start).count == 3)
    }

    @Test func whatIsOlderThanAMinuteMakesRoom() {
        var figures = CallFigures()
        for _ in 0..<32 { figures.callEnded(outcome(milliseconds: 500), at: Self.start) }
        let later = Self.start + .seconds(61)
        #expect(figures.slowest(32, at: later).isEmpty)
        figures.callEnded(outcome(milliseconds: 5), at: later)
        #expect(figures.slowest(32, at: later).map(\.duration) == [.milliseconds(5)])
    }

    @Test func oldCallsMakeRoomBehindAFreshOneToo() {
        var figures = CallFigures()
        for _ in 0..<31 { figures.callEnded(outcome(milliseconds: 10_000), at: Self.start) }
        figures.callEnded(outcome(milliseconds: 500), at: Self.start + .seconds(59))
        let later = Self.start + .seconds(61)
        figures.callEnded(outcome(milliseconds: 5), at: later)
        #expect(
            figures.slowest(32, at: later).map(\.duration) == [
                .milliseconds(500), .milliseconds(5),
            ])
    }

    @Test(arguments: [MethodKind.serverStreaming, .clientStreaming, .bidirectional])
    func streamsLastAndAreNotSlow(_ kind: MethodKind) {
        var figures = CallFigures()
        figures.callEnded(outcome(kind, milliseconds: 90_000), at: Self.start)
        #expect(figures.slowest(32, at: Self.start).isEmpty)
        #expect(figures.methods.map(\.calls) == [1])
    }
}
