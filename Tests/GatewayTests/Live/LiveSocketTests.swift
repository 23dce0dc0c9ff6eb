import Foundation
import GatewayDomain
import Identifiers
import NIOCore
import NIOEmbedded
import NIOWebSocket
import Testing

@testable import GatewayService

/// Sockets on an embedded loop: what they write, without a network.
@Suite struct LiveSocketTests {
    private let hub: LiveHub
    private let unlocks = LiveHub(.ofUnlocks)

    init() {
        var limits = LiveLogLimits()
        limits.entriesMax = 50
        hub = LiveHub(limits)
        hub.isConnected = true
    }

    private func socket(
        _ person: Person = manager(), seeing sight: Set<AgentID>? = nil, after: LiveCursor = .start,
        afterUnlock: LiveCursor? = nil, pace: LivePace = LivePace(now: { noon })
    ) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        let seat = LiveSeat(
            person: person, signIn: SignInID(at: noon), expiresAt: noon + .seconds(900),
            after: after, afterUnlock: afterUnlock, audience: person.audience(seeing: sight))
        try channel.pipeline.syncOperations.addHandler(
            LiveSocket(seat, hub: hub, unlocks: unlocks, pace: pace))
        return channel
    }

    private func publish(_ numbers: ClosedRange<Int>, agent: AgentID = "ana") throws {
        for number in numbers {
            let event = LiveEvent.messageObserved(message(number, agent: agent))
            try hub.publish(event, of: harbor, at: cursor(number))
        }
    }

    /// The cursors of the events that a socket wrote, and the types.
    private func written(_ channel: EmbeddedChannel) throws -> [(type: String, cursor: String)] {
        try told(channel).map {
            ($0["event_type"] as? String ?? "", $0["cursor"] as? String ?? "")
        }
    }

    /// The text frames that a socket wrote.
    private func told(_ channel: EmbeddedChannel) throws -> [[String: Any]] {
        channel.embeddedEventLoop.run()
        var bytes = ByteBuffer()
        while var buffer = try channel.readOutbound(as: ByteBuffer.self) {
            bytes.writeBuffer(&buffer)
        }
        return try Frames.texts(in: &bytes).map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
    }

    @Test func anEventReachesEverySocketThatMayHearOfIt() throws {
        let (all, ana, bo) = (
            try socket(), try socket(agentPerson("ana")), try socket(agentPerson("bo"))
        )
        try publish(1...3, agent: "ana")
        try publish(4...4, agent: "bo")
        #expect(try written(all).map(\.cursor) == (1...4).map { cursor($0).description })
        #expect(try written(ana).map(\.cursor) == (1...3).map { cursor($0).description })
        #expect(try written(bo).map(\.cursor) == [cursor(4).description])
    }

    @Test func aSocketThatComesBackMissesNothing() throws {
        try publish(1...20)
        let back = try socket(after: cursor(12))
        #expect(try written(back).map(\.cursor) == (13...20).map { cursor($0).description })
        try publish(21...21)
        #expect(try written(back).map(\.cursor) == [cursor(21).description])
    }

    @Test func aSlowBrowserIsToldToResyncAndNeverSlowsOthers() throws {
        let (slow, quick) = (try socket(), try socket())
        slow.isWritable = false
        try publish(1...500)
        #expect(try written(slow).isEmpty, "nothing is queued for a browser that takes nothing")
        #expect(try written(quick).last?.cursor == cursor(500).description)
        slow.isWritable = true
        slow.pipeline.fireChannelWritabilityChanged()
        let told = try written(slow)
        #expect(told.map(\.type) == ["RESYNC"])
        #expect(told.first?.cursor == cursor(500).description)
        try publish(501...501)
        #expect(try written(slow).map(\.cursor) == [cursor(501).description])
    }

    @Test func aSlowBrowserWithinTheLogCatchesUp() throws {
        let slow = try socket()
        slow.isWritable = false
        try publish(1...40)
        _ = try written(slow)
        slow.isWritable = true
        slow.pipeline.fireChannelWritabilityChanged()
        #expect(try written(slow).map(\.cursor) == (1...40).map { cursor($0).description })
    }

    /// An unlock of Ana's, `age` before noon.
    private func earn(_ number: Int, by agent: AgentID = "ana", age: Duration = .zero) throws {
        let unlock = LiveUnlock(
            id: EventID(at: noon), agent: agent, kind: .achievement, name: "First", why: "Done.",
            points: 25, at: noon - age)
        try unlocks.publish(.unlocked(unlock), of: harbor, at: cursor(number))
    }

    @Test func whatAnAgentEarnsComesBesideTheTalkWithAPlaceOfItsOwn() throws {
        let (ana, bo) = (
            try socket(agentPerson("ana"), afterUnlock: .start),
            try socket(agentPerson("bo"), afterUnlock: .start)
        )
        let (quiet, lead) = (try socket(agentPerson("ana")), try socket())
        try earn(900)
        try publish(1...2)
        // The loop tells of each log when it gets to it; each is in its own order.
        let told = try written(ana).sorted { $0.cursor > $1.cursor }
        #expect(
            told.map(\.type) == ["CONVERSATION_MESSAGE", "CONVERSATION_MESSAGE", "UNLOCK"])
        #expect(told.map(\.cursor) == [cursor(2).description, cursor(1).description, ""])
        #expect(try written(bo).isEmpty)
        for other in [quiet, lead] {
            #expect(try written(other).map(\.type).contains("UNLOCK") == false)
        }
        let back = try socket(agentPerson("ana"), after: cursor(2), afterUnlock: cursor(900))
        #expect(try written(back).isEmpty)
        try earn(901)
        #expect(try written(back).map(\.type) == ["UNLOCK"])
    }

    @Test func praiseThatIsOldIsNotGiven() throws {
        let ana = try socket(agentPerson("ana"), afterUnlock: .start)
        for number in 1...200 { try earn(number, age: .seconds(3_600)) }
        try earn(201)
        #expect(try written(ana).map(\.type) == ["UNLOCK"])
    }

    @Test func aPageThatIsOpenIsToldWhenEventsCeaseToComeAndWhenTheyComeAgain() throws {
        var pace = LivePace(now: { noon })
        pace.pingEvery = .seconds(1)
        let (all, ana) = (try socket(pace: pace), try socket(agentPerson("ana")))
        #expect(try written(all).isEmpty && written(ana).isEmpty)
        for isConnected in [false, true] {
            hub.isConnected = isConnected
            let missing = isConnected ? [] : ["Coaching is not answering"]
            #expect(try standings(all) == [missing])
            #expect(try standings(ana) == [missing])
            hub.isConnected = isConnected
            #expect(try standings(all) == [], "it is said once")
            // A page that comes now was painted with it, or well.
            #expect(try standings(try socket()) == (isConnected ? [] : [missing]))
            all.embeddedEventLoop.advanceTime(by: .seconds(1))
            #expect(try standings(all) == [missing], "a sign of life that a script can hear")
        }
    }

    /// What a socket was told to be missing, each time.
    private func standings(_ channel: EmbeddedChannel) throws -> [[String]] {
        try told(channel).filter { $0["event_type"] as? String == "STANDING" }.map {
            ($0["data"] as? [String: [String]])?["missing"] ?? ["?"]
        }
    }

    @Test func aPingIsAnsweredAndTextIsRefused() throws {
        let channel = try socket()
        try channel.writeInbound(
            WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer(string: "hi")))
        let pong = try #require(try channel.readOutbound(as: ByteBuffer.self))
        #expect(Array(pong.readableBytesView) == [0x8A, 2] + Array("hi".utf8))
        try channel.writeInbound(
            WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: "hi")))
        let close = try #require(try channel.readOutbound(as: ByteBuffer.self))
        #expect(Array(close.readableBytesView) == [0x88, 2, 0x03, 0xEB])
    }

    @Test func aSocketEndsWithItsSignIn() throws {
        var pace = LivePace(now: { noon + .seconds(900) })
        pace.pingEvery = .seconds(1)
        let channel = try socket(pace: pace)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        let close = try #require(try channel.readOutbound(as: ByteBuffer.self))
        #expect(Array(close.readableBytesView) == [0x88, 2, 0x11, 0x31])
    }

    @Test func aSocketThatLeavesIsForgotten() throws {
        let channel = try socket()
        #expect(hub.socketCount == 1)
        _ = try channel.finish()
        #expect(hub.socketCount == 0)
        try publish(1...1)
    }
}

/// Server frames, read the way a browser does.
enum Frames {
    /// The text frames in `bytes`, whole ones only; other frames are left out.
    static func texts(in bytes: inout ByteBuffer) -> [String] {
        var texts: [String] = []
        while let (opcode, payload) = next(in: &bytes) {
            if opcode == 1 { texts.append(String(buffer: payload)) }
        }
        return texts
    }

    static func next(in bytes: inout ByteBuffer) -> (opcode: UInt8, payload: ByteBuffer)? {
        var copy = bytes
        guard let first = copy.readInteger(as: UInt8.self),
            let short = copy.readInteger(as: UInt8.self)
        else { return nil }
        let length: Int? =
            switch short {
            case 126: copy.readInteger(as: UInt16.self).map(Int.init)
            case 127: copy.readInteger(as: UInt64.self).map(Int.init)
            default: Int(short)
            }
        guard let length, let payload = copy.readSlice(length: length) else { return nil }
        bytes = copy
        return (first & 0x0F, payload)
    }
}
