import Identifiers
import Wire

/// What a REQUEST says beside its method, timeout and message; absent when all of it is nil.
@WireMessage
package struct CallHeader: Codable, Hashable, Sendable {
    package var principal: PrincipalRecord?
    /// The services that passed the principal on before the caller, the first one vouching for it.
    package var principalPath: [String]?
    /// The same for every hop that one outermost call causes.
    package var callID: UInt64?
    /// W3C Trace Context.
    package var traceparent: String?
    package var tracestate: String?
    package var metadata: Metadata?
    /// 1 for the first retry; absent for the first attempt.
    package var attempt: UInt?
    /// True when the caller, or one before it, repeats what fails: services behind do not.
    package var callerRepeats: Bool?

    package enum CodingKeys: Int, CodingKey {
        case principal = 0, principalPath = 1, callID = 2, traceparent = 3, tracestate = 4
        case metadata = 5, attempt = 6, callerRepeats = 7
    }
}

/// The person for whom a call is made, as it crosses the wire.
@WireMessage
package struct PrincipalRecord: Codable, Hashable, Sendable {
    package var tenantID: TenantID
    package var subject: String
    /// 0 agent, 1 manager, 2 admin.
    package var role: UInt
    package var agentID: AgentID?
    package var teamID: TeamID?

    package enum CodingKeys: Int, CodingKey {
        case tenantID = 0, subject = 1, role = 2, agentID = 3, teamID = 4
    }
}

/// What a RESPONSE says beside its status, ledger and message; absent when all of it is nil.
@WireMessage
package struct CallTrailer: Codable, Hashable, Sendable {
    package var message: String?
    package var details: [DetailRecord]?
    /// The service in which the error was born; absent when it is the one that answers.
    package var origin: String?
    package var metadata: Metadata?
    /// How long the handler waited for the client to take its messages; absent for not at all.
    package var creditMicroseconds: UInt32?
    /// How long the handler waited for its database's pool; absent for a moment.
    package var poolMicroseconds: UInt32?

    package enum CodingKeys: Int, CodingKey {
        case message = 0, details = 1, origin = 2, metadata = 3, creditMicroseconds = 4
        case poolMicroseconds = 5
    }
}

/// One `ErrorDetail` as it crosses the wire; a reader skips kinds that it does not know.
@WireMessage
package struct DetailRecord: Codable, Hashable, Sendable {
    /// 0 reason, 1 field, 2 limit, 3 retry after, 4 resource.
    package var kind: UInt
    /// The reason, the field's path, the limit's name, the resource's kind.
    package var name: String?
    /// The field's problem, the resource's id.
    package var text: String?
    /// The limit's value, the microseconds to wait.
    package var number: Int?

    package enum CodingKeys: Int, CodingKey {
        case kind = 0, name = 1, text = 2, number = 3
    }
}
