import Identifiers
import MeshContract
import Postgres
import RPC

/// Whether a fault is of the moment, and says nothing about the event or the webhook that met it.
package func isTransient(_ fault: any Error) -> Bool {
    switch fault {
    case let error as DatabaseError: error.isOfTheMoment
    case let error as RPCError: error.isOfTheMoment
    case is CancellationError, is PositionMoved: true
    default: false
    }
}

extension DatabaseError {
    /// The database is away, busy or in somebody's way. What is left concerns the statement and its
    /// values: the event's fault, or that of the code which applies it.
    fileprivate var isOfTheMoment: Bool {
        switch kind {
        case .unavailable, .overloaded, .timeout, .cancelled, .serialization, .exhausted,
            .permission, .migration:
            true
        case .uniqueViolation, .foreignKeyViolation, .constraintViolation, .invalidValue,
            .invalidStatement, .unexpectedData, .other:
            mayHaveApplied
        }
    }
}

extension RPCError {
    /// A peer that was asked is away, busy or too slow.
    fileprivate var isOfTheMoment: Bool {
        switch code {
        case .unavailable, .deadlineExceeded, .resourceExhausted, .aborted, .cancelled: true
        default: false
        }
    }

    private static let eventsGone = ErrorDetail.reason("events_gone")

    /// Whether the subscriber asked for events that its upstream keeps no more.
    package var saysThatEventsAreGone: Bool {
        code == .outOfRange && details.contains(Self.eventsGone)
    }

    /// Events after `position` were dropped; `horizon` is the first place where nothing is missing.
    static func eventsGone(
        after position: EventPosition, of service: ServiceName, horizon: EventPosition
    ) -> RPCError {
        RPCError(
            .outOfRange,
            """
            \(service) keeps no events between \(position.text) and \(horizon.text) any more: \
            rebuild the reader with meshctl events rebuild, or let it go on after \(horizon.text)
            """,
            details: [eventsGone, .resource(kind: "event_position", id: horizon.text)])
    }
}

/// Somebody else moved the saved position: another replica, or an operator who rebuilds.
struct PositionMoved: Error, CustomStringConvertible {
    let upstream: ServiceName
    var description: String { "the position in \(upstream)'s events was moved by somebody else" }
}

extension EventPosition {
    /// `transaction/position`.
    var text: String { "\(transactionID)/\(position)" }
}
