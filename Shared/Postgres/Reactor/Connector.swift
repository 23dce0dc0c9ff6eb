import CLibpq
import Glibc

/// Opens connections, each on a thread of its own: looking up a name, TLS and SCRAM all block.
struct Connector: Sendable {
    /// `max(xid8)` and views that ask as their caller came with this version.
    static let serverVersionMin = 150_000

    let configuration: DatabaseConfiguration

    /// Opens a connection and sends it to `inbox`; within the connect timeout, per host.
    func open(for purpose: Purpose, to inbox: Inbox) {
        let connector = self
        startThread {
            let result = connector.connect(isPipelined: purpose != .listening)
            let receipt = inbox.add(.connected(purpose, result))
            inbox.wake()
            if case .refused = receipt, case .success(let handle) = result {
                PQfinish(handle.connection)
            }
        }
    }

    /// Connects and blocks until that has worked or failed.
    func connect(isPipelined: Bool) -> Result<PostgresHandle, DatabaseError> {
        _ = openSSLStaysUntilTheEnd
        let keywords = configuration.connectionKeywords().sorted { $0.key < $1.key }
        let names = CStrings(keywords.map(\.key))
        let values = CStrings(keywords.map(\.value))
        guard let connection = PQconnectdbParams(names.pointers, values.pointers, 0) else {
            return .failure(DatabaseError(.unavailable, "no memory for a connection"))
        }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        if let fault = fault(of: connection, isPipelined: isPipelined) {
            PQfinish(connection)
            return .failure(DatabaseError(.unavailable, fault))
        }
        return .success(PostgresHandle(connection: connection))
    }

    private func fault(of connection: OpaquePointer, isPipelined: Bool) -> String? {
        guard PQstatus(connection) == CONNECTION_OK else {
            return "cannot connect to \(configuration): \(connectionFault(connection))"
        }
        guard PQserverVersion(connection) >= Self.serverVersionMin else {
            return "\(configuration) runs version \(PQserverVersion(connection)): 15 is the least"
        }
        guard isDirect(connection) else {
            guard PQstatus(connection) == CONNECTION_OK else {
                return "cannot connect to \(configuration): \(connectionFault(connection))"
            }
            return """
                a connection pooler stands before \(configuration): connect to the server itself, \
                because a tenant's scope belongs to the connection
                """
        }
        guard PQsetnonblocking(connection, 1) == 0,
            !isPipelined || PQenterPipelineMode(connection) == 1
        else { return "\(configuration) does not accept a pipeline" }
        return nil
    }
}

/// Whether the process that greeted us runs our statements: a pooler's number is another one, and it
/// would hand the scope that we set to somebody else.
private func isDirect(_ connection: OpaquePointer) -> Bool {
    guard let result = PQexec(connection, "SELECT pg_backend_pid()") else { return false }
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_TUPLES_OK else { return false }
    return Int32(String(cString: PQgetvalue(result, 0, 0))) == PQbackendPID(connection)
}

/// Keeps OpenSSL, which libpq uses, from tearing itself down in `exit`: a thread that is at SCRAM or
/// TLS at that moment would crash the process on its way out.
private let openSSLStaysUntilTheEnd: Bool = {
    typealias Initialize = @convention(c) (UInt64, OpaquePointer?) -> Int32
    let withoutExitHandler: UInt64 = 0x0008_0000
    // libpq has loaded it, or was built without it.
    guard let symbol = dlsym(nil, "OPENSSL_init_crypto") else { return false }
    return unsafeBitCast(symbol, to: Initialize.self)(withoutExitHandler, nil) == 1
}()

/// What libpq says about a connection that failed, on one line.
func connectionFault(_ connection: OpaquePointer) -> String {
    String(cString: PQerrorMessage(connection)).split(separator: "\n").joined(separator: "; ")
}

/// C strings that live as long as this object, with the NULL at the end that libpq wants.
final class CStrings {
    private let copies: [UnsafeMutablePointer<CChar>?]
    var pointers: [UnsafePointer<CChar>?] { copies.map { UnsafePointer($0) } }

    init(_ strings: [String]) { copies = strings.map { strdup($0) } + [nil] }

    deinit { copies.forEach { free($0) } }
}

/// Runs `body` on a new thread that nobody joins.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let box = Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        { argument in
            // The pointer is the box retained above; it is released here, once.
            argument.map { Unmanaged<Box>.fromOpaque($0).takeRetainedValue().body() }
            return nil
        }, box.toOpaque())
    precondition(status == 0, "no thread left for the database pool")
    pthread_detach(thread)
}
