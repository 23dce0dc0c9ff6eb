import CLibpq
import Glibc
import Logging

/// The connection that LISTENs, and those who are told; owned by the reactor's thread.
///
/// After every (re)connect, as soon as the server listens for it and not before, each listener is
/// told once with an empty payload: what was notified meanwhile is lost, so it looks for itself.
struct Listening {
    private let connector: Connector
    private let inbox: Inbox
    private let logger: Logger
    private var listeners: [ListenerID: Listener] = [:]
    private var connection: OpaquePointer?
    /// Channels that the open connection listens to.
    private var channels: Set<String> = []
    /// Channels whose LISTEN is under way.
    private var asked: Set<String> = []
    private var isOpening = false
    private var backoff = Backoff()
    private var retryAt: Duration?

    init(connector: Connector, inbox: Inbox, logger: Logger) {
        self.connector = connector
        self.inbox = inbox
        self.logger = logger
    }

    /// -1, which poll ignores, while there is no connection.
    var socket: Int32 { connection.map { PQsocket($0) } ?? -1 }
    var nextDeadline: Duration? { retryAt }

    mutating func add(_ id: ListenerID, _ listener: Listener) {
        listeners[id] = listener
        if connection == nil { return open() }
        if channels.contains(listener.channel) {
            listener.continuation.yield("")
        } else {
            subscribe()
        }
    }

    mutating func remove(_ id: ListenerID) {
        listeners[id] = nil
        if listeners.isEmpty { disconnect() }
    }

    mutating func connected(
        _ result: Result<PostgresHandle, DatabaseError>, at now: Duration, jitter: Double
    ) {
        isOpening = false
        switch result {
        case .failure:
            retryAt = now + backoff.failed(jitter: jitter)
        case .success(let handle):
            backoff.succeeded()
            connection = handle.connection
            if listeners.isEmpty { return disconnect() }
            subscribe()
        }
    }

    mutating func timePassed(to now: Duration) {
        guard let retryAt, retryAt <= now else { return }
        open()
    }

    mutating func receive(at now: Duration, jitter: Double) {
        guard let connection else { return }
        guard PQconsumeInput(connection) == 1 else { return lost(at: now, jitter: jitter) }
        guard takeResults(of: connection) else { return lost(at: now, jitter: jitter) }
        while let notification = PQnotifies(connection) {
            let channel = String(cString: notification.pointee.relname)
            let payload = String(cString: notification.pointee.extra)
            PQfreemem(notification)
            tell(channel, payload)
        }
        subscribe()
    }

    mutating func finish() {
        for listener in listeners.values { listener.continuation.finish() }
        listeners = [:]
        disconnect()
    }

    private mutating func open() {
        retryAt = nil
        guard !isOpening, connection == nil, !listeners.isEmpty else { return }
        isOpening = true
        connector.open(for: .listening, to: inbox)
    }

    private mutating func lost(at now: Duration, jitter: Double) {
        disconnect()
        logger.notice("database listener lost")
        retryAt = now + backoff.failed(jitter: jitter)
    }

    private mutating func disconnect() {
        connection.map { PQfinish($0) }
        connection = nil
        channels = []
        asked = []
        retryAt = nil
    }

    /// Listens to what is missing; when a command is under way, its end calls again.
    private mutating func subscribe() {
        let missing = Set(listeners.values.map(\.channel)).subtracting(channels)
        guard let connection, !missing.isEmpty, asked.isEmpty else { return }
        let names = missing.map { "LISTEN \"\($0.replacing("\"", with: "\"\""))\"" }
        guard PQsendQuery(connection, names.joined(separator: "; ")) == 1 else { return }
        PQflush(connection)
        asked = missing
    }

    /// Reads the answers that are there; false when the server refused a command.
    private mutating func takeResults(of connection: OpaquePointer) -> Bool {
        while PQisBusy(connection) == 0 {
            guard let result = PQgetResult(connection) else {
                listeningBegan()
                return true
            }
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { return false }
        }
        return true
    }

    /// From here on nothing that is notified on the channels asked for is missed.
    private mutating func listeningBegan() {
        channels.formUnion(asked)
        for channel in asked { tell(channel, "") }
        asked = []
    }

    private func tell(_ channel: String, _ payload: String) {
        for listener in listeners.values where listener.channel == channel {
            // What was dropped may be anything: the empty payload says so.
            if case .dropped = listener.continuation.yield(payload) {
                listener.continuation.yield("")
            }
        }
    }
}
