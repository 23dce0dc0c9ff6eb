import Postgres
import RPC

/// What a caller is told when the database refuses: the kind of failure, never its text.
extension DatabaseError: RPCErrorConvertible {
    package var rpcError: RPCError {
        switch kind {
        case .unavailable: RPCError(.unavailable, "the database is not reachable; try again")
        case .timeout: RPCError(.deadlineExceeded, "the database did not answer in time")
        case .overloaded: RPCError(.resourceExhausted, "the database is busy; try again")
        case .cancelled: RPCError(.cancelled, "the call was cancelled")
        case .serialization: RPCError(.aborted, "a concurrent change got in the way; try again")
        case .uniqueViolation: RPCError(.alreadyExists, "it already exists")
        default: RPCError(.internal, "the database refused the statement")
        }
    }
}
