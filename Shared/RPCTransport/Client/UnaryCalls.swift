import RPC
import Synchronization

/// Makes unary calls on the servers of one client: repeats them and hedges them where that is
/// safe.
struct UnaryCalls: Sendable {
    let core: ClientCore
    let reporter: CallReporter

    /// `clock` began with the call.
    nonisolated(nonsending)
        func end(of call: OutgoingCall, _ clock: CallClock) async -> CallEnd
    {
        call.mayBeHedged ? await hedged(call, clock) : await repeated(call, clock, at: nil)
    }

    /// Tries until `CallAttempts` gives up; `place` is told where the first attempt went.
    private nonisolated(nonsending) func repeated(
        _ call: OutgoingCall, _ start: CallClock, at place: Place?
    ) async -> CallEnd {
        var clock = start
        var attempts: CallAttempts?
        var number: UInt = 0
        var avoided: Int?
        while true {
            let attempt: Attempt
            do throws(RPCError) {
                attempt = try await self.attempt(call, number, avoiding: avoided, &clock)
            } catch {
                return .failed(error.settled(clock))
            }
            if number == 0 { place?.took(attempt.placement.ticket.slot) }
            let end = await end(of: attempt)
            guard let error = end.error, !Task.isCancelled else { return end }
            var decision = attempts ?? CallAttempts(call, core.clientLimits)
            guard
                case .again(let pause) = core.next(
                    after: error, wasSent: end.wasProcessed, &decision)
            else { return end }
            reporter.callRepeated(call, after: error, pause)
            attempts = decision
            clock = attempt.call.clock
            clock.attemptFailed(at: .now)
            if pause > .zero, (try? await Task.sleep(for: pause)) == nil {
                return .failed(RPCError.cancelled(call.method.name).settled(clock))
            }
            (number, avoided) = (number + 1, attempt.placement.ticket.slot)
        }
    }

    // MARK: - One attempt

    private struct Attempt {
        let call: PendingCall
        let placement: ClientCore.Placement
    }

    private nonisolated(nonsending) func attempt(
        _ call: OutgoingCall, _ number: UInt, avoiding avoided: Int?, _ clock: inout CallClock
    ) async throws(RPCError) -> Attempt {
        let header = try core.header(for: call, attempt: number)
        let placement = try await core.placed(
            call, isFirst: number == 0, avoiding: avoided, &clock)
        return Attempt(
            call: PendingCall(
                call, header: header, clock: clock, compression: placement.connection.outgoing),
            placement: placement)
    }

    private nonisolated(nonsending) func end(of attempt: Attempt) async -> CallEnd {
        let told: CallEnd = await attempt.placement.connection.handOver(attempt.call) {
            attempt.call.completes($0)
        }
        let end = readable(told, attempt.call)
        core.ended(attempt.placement, end, attempt.call.clock)
        return end
    }

    /// The end with its message as it was before it was compressed: read here, not on the loop.
    private func readable(_ end: CallEnd, _ call: PendingCall) -> CallEnd {
        guard case .answered(let answer, let ledger) = end, answer.isCompressed else { return end }
        do throws(RPCError) {
            let message = try answer.response(of: call.method, core.compression)
            return .answered(Payload(message), ledger)
        } catch {
            return .failed(error.settled(call.clock))
        }
    }

    // MARK: - Hedging

    /// Where the first attempt went: its hedge goes elsewhere.
    private final class Place: Sendable {
        private let slot = Mutex<Int?>(nil)
        var taken: Int? { slot.withLock { $0 } }
        func took(_ slot: Int) { self.slot.withLock { $0 = slot } }
    }

    private enum Event { case ended(CallEnd), hedgeIsDue }

    /// Sends a second attempt elsewhere when the first is slow; the first answer counts, the other
    /// attempt is cancelled.
    private func hedged(_ call: OutgoingCall, _ clock: CallClock) async -> CallEnd {
        let place = Place()
        guard let delay = core.hedgeDelay(of: call) else {
            return await measured(call, clock, at: place)
        }
        return await withTaskGroup(of: Event.self) { group in
            group.addTask { .ended(await measured(call, clock, at: place)) }
            group.addTask {
                try? await Task.sleep(for: delay)
                return .hedgeIsDue
            }
            var underWay = 1
            while let event = await group.next() {
                switch event {
                case .hedgeIsDue:
                    guard !Task.isCancelled, core.mayHedge() else { continue }
                    reporter.callRepeated(call, after: nil, delay)
                    underWay += 1
                    group.addTask { .ended(await hedge(of: call, clock, avoiding: place.taken)) }
                case .ended(let end):
                    underWay -= 1
                    // What one server could not do the other may still answer.
                    if underWay > 0, end.error?.code == .unavailable { continue }
                    group.cancelAll()
                    return end
                }
            }
            return .failed(RPCError.cancelled(call.method.name).settled(clock))
        }
    }

    private func hedge(
        of call: OutgoingCall, _ start: CallClock, avoiding taken: Int?
    ) async -> CallEnd {
        var clock = start
        do throws(RPCError) {
            return await end(of: try await attempt(call, 1, avoiding: taken, &clock))
        } catch {
            return .failed(error.settled(clock))
        }
    }

    /// The call, its latency kept for the percentile. A loser's is a lower bound, which is enough
    /// to lie above the delay.
    private func measured(
        _ call: OutgoingCall, _ clock: CallClock, at place: Place
    ) async -> CallEnd {
        let end = await repeated(call, clock, at: place)
        if case .percentile = call.options.hedging, end.error == nil || Task.isCancelled {
            core.measured(.now - clock.began, of: call.method.name)
        }
        return end
    }
}
