import CLibpq
import Glibc
import Synchronization

/// What tasks and connecting threads tell the reactor.
enum Message: Sendable {
    case submit(Work, Ticket)
    case submitInLease(Work, Ticket, lease: Ticket.ID)
    /// The start of a transaction; a failure of it shows in the statements that follow.
    case beginLease([SQL], Ticket, lease: Ticket.ID)
    case giveBack(lease: Ticket.ID, isClean: Bool)
    case cancel(Ticket.ID)
    case connected(Purpose, Result<PostgresHandle, DatabaseError>)
    case announce(Announcements)
    case listen(channel: String, ListenerID, AsyncStream<String>.Continuation)
    case unlisten(ListenerID)
    case stop(within: Duration)
}

typealias ListenerID = UInt64

/// What a new connection is for.
enum Purpose: Hashable, Sendable {
    case pool(PoolMachine.Slot)
    case listening
}

/// A unit of work: its statements run as one, and the last one's answer is the caller's.
struct Work: Sendable {
    enum Caller: Sendable {
        case answer(CheckedContinuation<Result<ResultSet, DatabaseError>, Never>)
        case lease(CheckedContinuation<Result<Ticket.ID, DatabaseError>, Never>)
        /// Nobody waits: the start of a transaction.
        case nobody
        /// The reactor itself, which has told listeners something.
        case announcer

        func fail(_ error: DatabaseError) {
            switch self {
            case .answer(let continuation): continuation.resume(returning: .failure(error))
            case .lease(let continuation): continuation.resume(returning: .failure(error))
            case .nobody, .announcer: break
            }
        }
    }

    let statements: [SQL]
    let caller: Caller
}

/// A PGconn on its way from the thread that opened it to the one that owns it.
///
/// `@unchecked`: exactly one thread holds it at a time.
struct PostgresHandle: @unchecked Sendable {
    let connection: OpaquePointer
}

/// The reactor's mailbox: a locked list and a socket that wakes the sleeping reactor.
final class Inbox: Sendable {
    private struct State {
        var messages: [Message] = []
        var isReactorAsleep = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let lastID = Atomic<UInt64>(0)
    /// The socket's ends: the reactor polls the first.
    let wakeUp: (read: Int32, write: Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        let type = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let status = socketpair(AF_UNIX, Int32(type), 0, &ends)
        precondition(status == 0, "no file descriptor left for the database pool")
        wakeUp = (ends[0], ends[1])
    }

    deinit {
        Glibc.close(wakeUp.read)
        Glibc.close(wakeUp.write)
    }

    func nextID() -> Ticket.ID { lastID.add(1, ordering: .relaxed).newValue }

    /// Hands `message` to the reactor; false when it has stopped, and nobody will read it.
    @discardableResult
    func send(_ message: Message) -> Bool {
        let (isOpen, mustWake) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.messages.append(message)
            defer { state.isReactorAsleep = false }
            return (true, state.isReactorAsleep)
        }
        if mustWake {
            var byte: UInt8 = 1
            _ = write(wakeUp.write, &byte, 1)
        }
        return isOpen
    }

    /// Everything that waits; when nothing does, the reactor is about to sleep.
    func takeAll(orSleep: Bool) -> [Message] {
        state.withLock { state in
            state.isReactorAsleep = orSleep && state.messages.isEmpty
            defer { state.messages.removeAll(keepingCapacity: true) }
            return state.messages
        }
    }

    /// The reactor has stopped; returns what came too late.
    func close() -> [Message] {
        state.withLock { state in
            state.isClosed = true
            defer { state.messages = [] }
            return state.messages
        }
    }

    func drainWakeUps() {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        while read(wakeUp.read, &bytes, bytes.count) > 0 {}
    }
}
