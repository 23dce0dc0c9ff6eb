import NIOCore
import RPC

/// Who waits for room, and how the connection is left.
extension ClientConnection {
    /// The server serves no more calls of this connection now: `call` waits for the end of one.
    func standInLine(_ call: PendingCall, at now: Deadline) {
        guard line.count < limits.callsInLine else {
            return call.end(
                .failed(
                    .limitMet(
                        "callsInLine", limits.callsInLine,
                        "as many calls wait until \(target) has room for them")))
        }
        line.add(call, at: now)
        arm(call.outgoing.deadline)
    }

    /// A call has ended: the next one takes its place, unless the connection is being left.
    func slotFreed(at now: Deadline) {
        while !line.isEmpty, streams.hasRoom(), let call = line.popFirst(at: now) {
            start(call, at: now)
        }
        closeIfLeft()
    }

    func noRoom(for call: PendingCall) -> RPCError {
        let limit = streams.peer.concurrentCalls
        return RPCError(
            .deadlineExceeded,
            "\(target) had no room for \(call.method.name) before its deadline: its limit "
                + "concurrentCalls is \(limit) for each connection",
            details: [.limit("concurrentCalls", value: limit)])
    }

    func lost(_ reason: String) -> RPCError {
        RPCError(.unavailable, "the connection to \(target) is gone: \(reason)")
    }

    func wentAway(_ goAway: GoAway) {
        leave()
        guard goAway.lastStream != GoAway.everyStream else { return closeIfLeft() }
        for slot in streams.unprocessed(after: goAway.lastStream) {
            let call = taken(slot)
            streams.forgotten(slot: slot)
            call?.end(.notProcessed(lost(goAway.reason)))
        }
        closeIfLeft()
    }

    func leave() {
        guard !isLeaving else { return }
        isLeaving = true
        events.leaving()
        endLine(lost("the server is draining"))
    }

    /// Whoever still stands in line goes elsewhere.
    func endLine(_ error: RPCError) {
        let now = Deadline.now
        for call in line.removeAll(at: now) { call.end(.notProcessed(error), at: now) }
    }

    func closeIfLeft() {
        // The close waits for the end of the tick, when the last frames have been flushed.
        guard isLeaving, streams.openCount == 0 else { return }
        loop.execute {
            guard self.streams.openCount == 0 else { return }
            self.handler?.close(GoAway(lastStream: 0, code: .ok, reason: "left a draining server"))
        }
    }
}
