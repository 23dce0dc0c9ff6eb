import CHiredis
import Dispatch
import Foundation
import Synchronization

/// One connection to a Redis on a thread of its own, whose commands are carried out in their order.
///
/// It never throws and never waits long: a Redis that is slow or away answers nil, and while it is
/// known to be, at once.
package final class RedisConnection: Sendable {
    /// What a cache is worth waiting for; the database takes a few milliseconds as well.
    package static let patience = Duration.milliseconds(10)
    /// Commands that wait; each caller waits for its own, so more are not worth having.
    static let queueLimit = 1_024

    private struct Command: Sendable {
        let arguments: [[UInt8]]
        let deadline: Duration
        let answer: @Sendable (RedisReply?) -> Void
    }

    private struct State {
        var commands: [Command] = []
        var isStopped = false
        var breaker = RedisBreaker()
    }

    private let address: RedisAddress
    private let timeout: Duration
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let start = ContinuousClock.now

    /// - Parameter timeout: for connecting, and for a command with its wait.
    package init(_ address: RedisAddress, timeout: Duration = patience) {
        self.address = address
        self.timeout = timeout
        Thread.detachNewThread { [self] in run() }
    }

    /// Ends the thread; what waits is answered nil.
    package func stop() {
        state.withLock { $0.isStopped = true }
        arrivals.signal()
    }

    package func send(_ arguments: [[UInt8]]) async -> RedisReply? {
        await withCheckedContinuation { continuation in
            send(arguments) { continuation.resume(returning: $0) }
        }
    }

    /// Carries out `arguments` after everything that was sent before; `answer` must not block.
    package func send(
        _ arguments: [[UInt8]], answer: @escaping @Sendable (RedisReply?) -> Void
    ) {
        let now = now
        let isTaken = state.withLock { state in
            guard !state.isStopped, state.commands.count < Self.queueLimit,
                state.breaker.mayAsk(at: now)
            else { return false }
            state.commands.append(
                Command(arguments: arguments, deadline: now + timeout, answer: answer))
            return true
        }
        if isTaken { arrivals.signal() } else { answer(nil) }
    }

    private var now: Duration { ContinuousClock.now - start }

    // MARK: - On the thread

    private func run() {
        // hiredis writes to a connection that its server has closed like to any other.
        var brokenPipe = sigset_t()
        sigemptyset(&brokenPipe)
        sigaddset(&brokenPipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
        var context: UnsafeMutablePointer<redisContext>?
        while true {
            arrivals.wait()
            let (command, isStopped) = state.withLock { state in
                (state.commands.isEmpty ? nil : state.commands.removeFirst(), state.isStopped)
            }
            if isStopped {
                command?.answer(nil)
                guard command == nil else { continue }
                let rest = state.withLock { state in
                    defer { state.commands = [] }
                    return state.commands
                }
                for command in rest { command.answer(nil) }
                if let context { redisFree(context) }
                return
            }
            guard let command else { continue }
            command.answer(carryOut(command, on: &context))
        }
    }

    private func carryOut(
        _ command: Command, on context: inout UnsafeMutablePointer<redisContext>?
    ) -> RedisReply? {
        let begin = now
        guard begin < command.deadline, state.withLock({ $0.breaker.mayAsk(at: begin) }) else {
            return nil
        }
        if context == nil { context = connect() }
        let reply = context.flatMap { ask(command.arguments, $0) }
        if reply == nil, let broken = context {
            redisFree(broken)
            context = nil
        }
        let end = now
        state.withLock { state in
            reply == nil ? state.breaker.failed(at: end) : state.breaker.succeeded()
        }
        return reply
    }

    private func connect() -> UnsafeMutablePointer<redisContext>? {
        let context =
            switch address {
            case .tcp(let host, let port):
                redisConnectWithTimeout(host, Int32(port), limit)
            case .unix(let path): redisConnectUnixWithTimeout(path, limit)
            }
        guard let context else { return nil }
        guard context.pointee.err == 0, redisSetTimeout(context, limit) == REDIS_OK else {
            redisFree(context)
            return nil
        }
        return context
    }

    private func ask(
        _ arguments: [[UInt8]], _ context: UnsafeMutablePointer<redisContext>
    ) -> RedisReply? {
        let bytes = arguments.flatMap { $0 }
        var lengths = arguments.map(\.count)
        let answer = bytes.withUnsafeBytes { bytes -> UnsafeMutableRawPointer? in
            var places: [UnsafePointer<CChar>?] = []
            var offset = 0
            for length in lengths {
                // An empty argument has no byte to point at: any place will do.
                let place = bytes.baseAddress.map { $0 + offset }
                places.append(place?.assumingMemoryBound(to: CChar.self))
                offset += length
            }
            return redisCommandArgv(context, Int32(lengths.count), &places, &lengths)
        }
        guard let answer else { return nil }
        defer { freeReplyObject(answer) }
        return RedisReply(answer.assumingMemoryBound(to: redisReply.self).pointee)
    }

    private var limit: timeval {
        let (seconds, attoseconds) = timeout.components
        return timeval(
            tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
