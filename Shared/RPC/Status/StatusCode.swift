/// How a call ended: gRPC's seventeen codes, with gRPC's numbers.
///
/// Source: grpc/doc/statuscodes.md.
public enum StatusCode: UInt8, Sendable, CaseIterable {
    case ok = 0
    /// The caller no longer wants the answer.
    case cancelled = 1
    case unknown = 2
    /// The request is wrong whatever the state of the system.
    case invalidArgument = 3
    case deadlineExceeded = 4
    case notFound = 5
    case alreadyExists = 6
    /// The caller is known and may not do this.
    case permissionDenied = 7
    /// A limit was met; the message names it.
    case resourceExhausted = 8
    /// The system is not in the state that the call needs; repeating it will not help.
    case failedPrecondition = 9
    /// A conflict with another call; repeating the whole read-modify-write may help.
    case aborted = 10
    case outOfRange = 11
    case unimplemented = 12
    case `internal` = 13
    /// Nobody could serve the call now; repeating it later may help.
    case unavailable = 14
    case dataLoss = 15
    /// The caller has not said who they are.
    case unauthenticated = 16
}

extension StatusCode: CustomStringConvertible {
    /// gRPC's name: `DEADLINE_EXCEEDED`.
    public var description: String {
        switch self {
        case .ok: "OK"
        case .cancelled: "CANCELLED"
        case .unknown: "UNKNOWN"
        case .invalidArgument: "INVALID_ARGUMENT"
        case .deadlineExceeded: "DEADLINE_EXCEEDED"
        case .notFound: "NOT_FOUND"
        case .alreadyExists: "ALREADY_EXISTS"
        case .permissionDenied: "PERMISSION_DENIED"
        case .resourceExhausted: "RESOURCE_EXHAUSTED"
        case .failedPrecondition: "FAILED_PRECONDITION"
        case .aborted: "ABORTED"
        case .outOfRange: "OUT_OF_RANGE"
        case .unimplemented: "UNIMPLEMENTED"
        case .internal: "INTERNAL"
        case .unavailable: "UNAVAILABLE"
        case .dataLoss: "DATA_LOSS"
        case .unauthenticated: "UNAUTHENTICATED"
        }
    }
}
