import CLibpq
import Glibc
import Synchronization

/// What tasks and connecting threads tell the reactor.
enum Message: Sendable {
    case submit(Work, Ticket)
    case submitInLease(Work, Ticket, lease: Ticket.ID)
    /// How the transaction starts that has the lease; it is sent with its first statement.
    case beginLease([SQL], lease: Ticket.ID)
    case giveBack(lease: Ticket.ID, isClean: Bool)
    case cancel(Ticket.ID)
    /// The server has been asked to stop what the connection runs.
    case interrupted(PoolMachine.Slot, Int)
    case connected(Purpose, Result<PostgresHandle, DatabaseError>)
    case announce(Announcements)
    case listen(ListenerID, Listener)
    case unlisten(ListenerID)
    case stop(within: Duration)
}

typealias ListenerID = UInt64

/// Who is told what is notified on a channel.
///
/// An object, because a stream's continuation has no size that the compiler knows, and every copy of a
/// message would ask for it.
final class Listener: Sendable {
    let channel: String
    let continuation: AsyncStream<String>.Continuation

    init(channel: String, continuation: AsyncStream<String>.Continuation) {
        self.channel = channel
        self.continuation = continuation
    }
}

/// What a new connection is for.
enum Purpose: Hashable, Sendable {
    case pool(PoolMachine.Slot)
    case listening
}

/// A unit of work: its statements run as one, and the last one's answer is the caller's.
struct Work: Sendable {
    /// Each is resumed once, because the reactor takes a work out of its table to answer it, and all
    /// that is left there when it finishes; checked ones would cost every statement an allocation.
    enum Caller: Sendable {
        case answer(UnsafeContinuation<Result<ResultSet, DatabaseError>, Never>)
        case lease(UnsafeContinuation<Result<Ticket.ID, DatabaseError>, Never>)
        /// The reactor itself, which has told listeners something.
        case announcer

        func fail(_ error: DatabaseError) {
            switch self {
            case .answer(let continuation): continuation.resume(returning: .failure(error))
            case .lease(let continuation): continuation.resume(returning: .failure(error))
            case .announcer: break
            }
        }
    }

    var statements: [SQL]
    /// Set on the connection beforehand, unless it is set already; nil for what reads no table and
    /// for what runs in a transaction.
    var scope: Scope?
    let caller: Caller
    /// Told when its wait for a connection ends; nil when nobody counts.
    var wait: QueueWait?
    /// It is one read, which others may be undone with.
    var mayShareSync = false
}

/// Who is told how long a task waited for a connection, and since when it does.
struct QueueWait: Sendable {
    let since: Duration
    let told: Database.QueueMeter

    func ended(at now: Duration) {
        let (seconds, attoseconds) = (now - since).components
        told(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}

/// A PGconn on its way from the thread that opened it to the one that owns it.
///
/// `@unchecked`: exactly one thread holds it at a time.
struct PostgresHandle: @unchecked Sendable {
    let connection: OpaquePointer
}

/// The reactor's mailbox, and a socket that wakes its thread.
final class Inbox: Sendable {
    private struct State {
        var messages: [Message] = []
        /// What runs on the reactor's thread because its task prefers that.
        var jobs: [UnownedJob] = []
        var isAsleep = false
        /// The reactor's thread runs jobs and takes the messages when it has.
        var isCollecting = false
        var isClosed = false
        var isEmpty: Bool { messages.isEmpty && jobs.isEmpty }
    }

    /// What has become of a message.
    enum Receipt: Sendable {
        /// It waits for whoever has his turn next.
        case waits
        /// The reactor's thread takes it along in the turn that it has.
        case isTaken
        /// The reactor has stopped and nobody reads it.
        case refused
    }

    private let state = Mutex(State())
    private let lastID = Atomic<UInt64>(0)
    /// The socket's ends: the reactor polls the first.
    let alarm: (read: Int32, write: Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        let type = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let status = socketpair(AF_UNIX, Int32(type), 0, &ends)
        precondition(status == 0, "no file descriptor left for the database pool")
        alarm = (ends[0], ends[1])
    }

    deinit {
        Glibc.close(alarm.read)
        Glibc.close(alarm.write)
    }

    func nextID() -> Ticket.ID { lastID.add(1, ordering: .relaxed).newValue }

    /// Whether a message waits.
    var hasMessages: Bool { state.withLock { !$0.messages.isEmpty } }

    /// Leaves `message` for the next turn.
    func add(_ message: Message) -> Receipt {
        state.withLock { state in
            guard !state.isClosed else { return .refused }
            state.messages.append(message)
            return state.isCollecting ? .isTaken : .waits
        }
    }

    /// The same for a job, which wakes the thread that runs it.
    func add(_ job: UnownedJob) -> Bool {
        let (isOpen, mustWake) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.jobs.append(job)
            defer { state.isAsleep = false }
            return (true, state.isAsleep)
        }
        if mustWake { wake() }
        return isOpen
    }

    /// Ends the reactor's wait for its sockets, or its next one.
    func wake() {
        var byte: UInt8 = 1
        _ = write(alarm.write, &byte, 1)
    }

    /// Puts the messages that wait into `messages`, which is empty: its room is used for the next.
    func takeMessages(into messages: inout [Message]) {
        state.withLock { state in
            state.isCollecting = false
            swap(&state.messages, &messages)
        }
    }

    /// The same for jobs; until the messages are taken, their senders leave them to this thread.
    func takeJobs(into jobs: inout [UnownedJob]) {
        state.withLock { state in
            state.isCollecting = !state.jobs.isEmpty
            swap(&state.jobs, &jobs)
        }
    }

    /// The reactor is about to wait; false when there is something to do instead.
    func fallAsleep() -> Bool {
        state.withLock { state in
            state.isAsleep = state.isEmpty
            return state.isAsleep
        }
    }

    func wokeUp() { state.withLock { $0.isAsleep = false } }

    /// The reactor has stopped; returns what came too late.
    func close() -> (messages: [Message], jobs: [UnownedJob]) {
        state.withLock { state in
            state.isClosed = true
            defer { (state.messages, state.jobs) = ([], []) }
            return (state.messages, state.jobs)
        }
    }

    func drainAlarm() {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        while read(alarm.read, &bytes, bytes.count) > 0 {}
    }
}
