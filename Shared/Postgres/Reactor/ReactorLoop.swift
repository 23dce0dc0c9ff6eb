import Glibc
import Logging
import Synchronization

/// Runs a reactor: whoever has something for it takes a turn at it, and a thread of its own waits
/// for the sockets.
///
/// A statement so goes to the server from the thread of the task that asked; while another thread is
/// at it, that one takes the message along, so that a burst is sent by one thread. The thread here
/// also runs the tasks that prefer it as their executor.
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
        guard inbox.add(message) else { return false }
        // Whoever has the turn looks for messages once more when it is over.
        while inbox.hasMessages {
            let mustWake = reactor.withLockIfAvailable { reactor in
                reactor.handle(inbox.takeMessages())
                return reactor.hasOutgrownItsWait
            }
            guard let mustWake else { break }
            if mustWake { inbox.wake() }
        }
        return true
    }

    /// Works until the reactor is told to stop and has drained.
    func run() {
        var ready: [pollfd] = []
        while let wait = nextWait(after: ready) {
            for job in inbox.takeJobs() { job.runSynchronously(on: asUnownedTaskExecutor()) }
            let timeout = inbox.fallAsleep() ? wait.milliseconds : 0
            ready = wait.sockets
            if poll(&ready, nfds_t(ready.count), timeout) <= 0 { ready = [] }
            inbox.wokeUp()
        }
        let late = inbox.close()
        reactor.withLock { reactor in late.messages.forEach { reactor.refuse($0) } }
        for job in late.jobs { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    }

    private func nextWait(after ready: [pollfd]) -> Reactor.Wait? {
        reactor.withLock { reactor in
            if let alarm = ready.first, alarm.revents != 0 { inbox.drainAlarm() }
            reactor.socketsReady(ready)
            reactor.handle(inbox.takeMessages())
            return reactor.nextWait()
        }
    }
}

extension ReactorLoop: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if !inbox.add(job) { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    }
}
