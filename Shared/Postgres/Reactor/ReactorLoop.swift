import Glibc
import Logging
import Synchronization

/// Runs a reactor: whoever has something for it takes a turn at it, and a thread of its own waits
/// for the sockets.
///
/// A statement so goes to the server from the thread of the task that asked; while another thread is
/// at it, that one takes the message along, so that a burst is sent by one thread. The thread here
/// also runs the tasks that prefer it as their executor, all that were told something in one turn:
/// what they ask for next goes out together when the last has asked.
final class ReactorLoop: Sendable {
    let inbox = Inbox()
    private let reactor: Mutex<Reactor>

    init(
        _ configuration: DatabaseConfiguration, start: ContinuousClock.Instant, logger: Logger
    ) {
        reactor = Mutex(Reactor(configuration, inbox: inbox, start: start, logger: logger))
    }

    /// Has `message` handled, now if nobody is at it; false when the reactor has stopped.
    @discardableResult
    func send(_ message: Message) -> Bool {
        switch inbox.add(message) {
        case .refused: return false
        case .isTaken: return true
        case .waits: break
        }
        // Whoever has the turn looks for messages once more when it is over.
        repeat {
            let mustWake = reactor.withLockIfAvailable { reactor in
                reactor.handleMessages()
                return reactor.hasOutgrownItsWait
            }
            guard let mustWake else { break }
            if mustWake { inbox.wake() }
        } while inbox.hasMessages
        return true
    }

    /// Works until the reactor is told to stop and has drained.
    func run() {
        var sockets: [pollfd] = []
        var jobs: [UnownedJob] = []
        while let milliseconds = turn(&sockets, &jobs) {
            let timeout = inbox.fallAsleep() ? milliseconds : 0
            if poll(&sockets, nfds_t(sockets.count), timeout) <= 0 {
                sockets.removeAll(keepingCapacity: true)
            }
            inbox.wokeUp()
        }
        let late = inbox.close()
        reactor.withLock { reactor in late.messages.forEach { reactor.refuse($0) } }
        for job in late.jobs { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    }

    /// Reads what has come on `sockets`, runs the tasks that wait for it and sends what they ask for;
    /// leaves in `sockets` what to wait for, and returns how long, as poll takes it.
    private func turn(_ sockets: inout [pollfd], _ jobs: inout [UnownedJob]) -> Int32? {
        reactor.withLock { reactor in
            if let alarm = sockets.first, alarm.revents != 0 { inbox.drainAlarm() }
            reactor.socketsReady(sockets)
            inbox.takeJobs(into: &jobs)
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            jobs.removeAll(keepingCapacity: true)
            reactor.handleMessages()
            return reactor.nextWait(&sockets)
        }
    }
}

extension ReactorLoop: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if !inbox.add(job) { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    }
}
