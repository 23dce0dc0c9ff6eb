import Foundation
import NIOCore
import RPC
import Testing

/// One script of a bad peer, and what must come of it. README.md describes its form.
struct Attack: Sendable, CustomTestStringConvertible {
    let id: String
    let fields: Datum

    var testDescription: String { id }
    var steps: [Datum] { fields["script"]?.list ?? [] }
    var limits: Datum { fields["limits"] ?? .map([:]) }
    var after: Datum { fields["after"] ?? .map(["running": .integer(0)]) }

    static let onServers = read("servers")
    static let onClients = read("clients")

    private static func read(_ side: String) -> [Attack] {
        do {
            let file = Case.folder.appending(path: "attacks/\(side).yaml")
            return try Case.cases(
                of: Datum(yaml: String(contentsOf: file, encoding: .utf8)), group: side
            ).map { Attack(id: $0.id, fields: $0.fields) }
        } catch {
            fatalError("the attacks on \(side) cannot be read: \(error)")
        }
    }
}

extension Attack {
    /// Plays the script; returns what was not as it should be.
    func play(_ peer: RawPeer) async -> [String] {
        for (number, step) in steps.enumerated() {
            let found = await play(step, peer)
            guard found.isEmpty else { return ["step \(number), \(step.json):"] + found }
        }
        return []
    }

    private func play(_ step: Datum, _ peer: RawPeer) async -> [String] {
        if let expected = step["expect"] { return await expect(expected, from: peer) }
        if let ending = step["ends"] { return await ends(ending, peer) }
        if let pause = step["wait_ms"]?.integer {
            try? await Task.sleep(for: .milliseconds(pause))
            return []
        }
        if step["stop_reading"] != nil {
            try? await peer.stopReading()
            return []
        }
        if step["close"] != nil {
            peer.close()
            return []
        }
        await send(step, to: peer)
        return []
    }

    private func send(_ step: Datum, to peer: RawPeer) async {
        let script = FrameScript(step: step)
        if let pause = step["drip_ms"]?.integer, let bytes = script.bytes() {
            for byte in bytes.readableBytesView where await peer.send(.init(bytes: [byte])) {
                try? await Task.sleep(for: .milliseconds(pause))
            }
            return
        }
        // A flood goes out in pieces, so that its maker stays small.
        var out = script.bytes() ?? .init()
        for place in 1..<max(script.times, 2) where place < script.times {
            if let next = script.bytes(repeating: place) { out.writeImmutableBuffer(next) }
            if out.readableBytes > 262_144 {
                guard await peer.send(out) else { return }
                out.clear()
            }
        }
        peer.pour(out)
    }

    /// The next frame of the expected type; others may come before it.
    private func expect(_ expected: Datum, from peer: RawPeer) async -> [String] {
        while let frame = await peer.next() {
            let came = Datum(frame)
            guard came["type"] == expected["type"] else {
                guard came["type"] == .text("goaway") else { continue }
                return ["a GOAWAY came: \(came["reason"]?.text ?? "")"]
            }
            return faults(in: came, against: expected)
        }
        return ["nothing came, and the connection is \(peer.isOver ? "over" : "open")"]
    }

    /// The connection ends; its last GOAWAY is the expected one, if any is.
    private func ends(_ expected: Datum, _ peer: RawPeer) async -> [String] {
        var last: Datum?
        while let frame = await peer.next() {
            if frame.type == .goAway { last = Datum(frame) }
        }
        guard peer.isOver else { return ["the connection did not end"] }
        return expected == .boolean(true) ? [] : faults(in: last, against: expected)
    }
}
