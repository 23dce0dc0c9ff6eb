import GatewayDomain
import Identifiers
import RPC

/// How a page asks the services: all at once, and none of them for longer than a reader waits.
enum PeerCall {
    /// A page is shown without a part that takes longer.
    static let pageTimeout = Duration.seconds(2)
    /// What a person does must be done or clearly not done.
    static let actionTimeout = Duration.seconds(5)
    /// Claude may have a part in it.
    static let writingTimeout = Duration.seconds(25)

    /// What a service said, for one part of a page.
    ///
    /// - Parameter notYet: what to say when the service answers that it cannot yet; nil for another
    ///   fault.
    static func panel<Value>(
        of service: String, _ ask: () async throws -> Value,
        notYet: (RPCError) -> String? = { _ in nil }
    ) async -> Panel<Value> {
        do {
            return .shown(try await ask())
        } catch let error as RPCError {
            if let reason = notYet(error) { return .notYet(reason: reason) }
            return .missing(MissingPart(service: service, cause: cause(of: error)))
        } catch {
            return .missing(MissingPart(service: service, cause: .failed))
        }
    }

    private static func cause(of error: RPCError) -> MissingPart.Cause {
        switch error.code {
        case .unavailable: .unreachable
        case .deadlineExceeded: .slow
        default: .failed
        }
    }
}

extension Person {
    /// For whom the services are called.
    var principal: Principal {
        Principal(
            tenantID: tenant, subject: userName, role: role.principalRole, agentID: agent,
            teamID: team)
    }
}

extension PersonRole {
    fileprivate var principalRole: Principal.Role {
        switch self {
        case .agent: .agent
        case .manager: .manager
        case .admin: .admin
        }
    }
}
