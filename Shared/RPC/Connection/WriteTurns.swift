import DequeModule
import NIOCore

/// Decides how much of what waits on a connection goes out in one turn of its loop, and of which
/// streams.
///
/// A message that fits one frame and has credit is written at once. What does not stands in this
/// line, and each stream writes a part when its turn comes: so they share the connection, and a
/// short message waits behind `Limits.sharedTurnBytes` of them at most. A connection that nothing
/// else uses is theirs.
struct WriteTurns: Sendable {
    private var line: Deque<UInt32> = []
    /// Turns since a short message was written.
    private var turnsAlone = Limits.turnsUntilAlone

    var count: Int { line.count }
    var isEmpty: Bool { line.isEmpty }
    private var isShared: Bool { turnsAlone < Limits.turnsUntilAlone }

    /// A message went out whole, at once.
    mutating func shortMessageWritten() { turnsAlone = 0 }

    /// The bytes that the turn which begins now may write.
    mutating func begin() -> Int {
        guard isShared else { return Limits.turnBytes }
        turnsAlone += 1
        return Limits.sharedTurnBytes
    }

    /// When those that the last turn left here go on.
    var next: NextTurn { isShared ? .afterPause : .atOnce }

    mutating func add(_ stream: UInt32) { line.append(stream) }
    mutating func popFirst() -> UInt32? { line.popFirst() }
    mutating func keep(where isOpen: (UInt32) -> Bool) { line.removeAll { !isOpen($0) } }
}

/// When a connection should write again, though nothing happens.
package enum NextTurn: Equatable, Sendable {
    /// Nothing waits, or all of it for credit.
    case none
    case atOnce
    /// The loop is to look after others first.
    case afterPause
}

/// The streams of one side of a connection, as far as their messages wait for turns.
protocol StreamsInTurn {
    var turns: WriteTurns { get set }
    var connectionSend: Int { get }
    var openCount: Int { get }
    func slot(of stream: UInt32) -> Int?
    /// Takes the stream out of the line, and writes what credit and `allowance` cover of its
    /// messages; returns the tokens of those that are written whole.
    mutating func writePart(_ slot: Int, allowance: inout Int, out: inout ByteBuffer) -> [Int]
    /// Puts a stream that has messages and credit in the line, unless it stands there.
    mutating func standInLine(_ slot: Int)
}

extension StreamsInTurn {
    /// Writes a part of each stream after the other, until the turn is over or credit is; returns
    /// whose turn it was, with the tokens of finished messages.
    mutating func takeTurn(out: inout ByteBuffer) -> [(slot: Int, tokens: [Int])] {
        var written: [(slot: Int, tokens: [Int])] = []
        var allowance = turns.begin()
        while allowance > 0, connectionSend >= Limits.smallestCharge, let id = turns.popFirst() {
            // One that has ended since is still in the line.
            guard let slot = slot(of: id) else { continue }
            var part = min(allowance, Limits.longMessagePart)
            allowance -= part
            let tokens = writePart(slot, allowance: &part, out: &out)
            allowance += part
            written.append((slot, tokens))
            if self.slot(of: id) != nil { standInLine(slot) }
        }
        return written
    }

    var turnToFollow: NextTurn {
        guard !turns.isEmpty, connectionSend >= Limits.smallestCharge else { return .none }
        return turns.next
    }

    /// Those that have ended leave the line when they are the most of it, however long no turn
    /// comes to them.
    mutating func addToLine(_ stream: UInt32) {
        if turns.count > 2 * openCount + 16 {
            let open = self
            turns.keep { open.slot(of: $0) != nil }
        }
        turns.add(stream)
    }
}
