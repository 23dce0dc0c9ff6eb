/// Who may call which method, and who may speak for people.
///
/// Deny rules win over allow rules; what no rule allows is denied.
public struct Policy: Sendable, Hashable {
    public var allow: [Rule]
    public var deny: [Rule]
    public var principals: PrincipalTrust

    /// Methods and callers that belong together; `*` stands for any, `coaching.*` for a service's.
    public struct Rule: Sendable, Hashable, Codable {
        public var method: String
        public var callers: [String]

        public init(method: String, callers: [String]) {
            self.method = method
            self.callers = callers
        }
    }

    /// Whose word about the person behind a call is believed.
    ///
    /// An originator verified the person itself. A forwarder serves a call for a person and hands
    /// the person on to the services it calls; it is believed when the chain that it names began
    /// with an originator and holds only forwarders after it.
    public struct PrincipalTrust: Sendable, Hashable, Codable {
        public var originators: [String]
        public var forwarders: [String]

        public init(originators: [String] = ["gateway"], forwarders: [String] = []) {
            self.originators = originators
            self.forwarders = forwarders
        }
    }

    public init(
        allow: [Rule] = [], deny: [Rule] = [], principals: PrincipalTrust = PrincipalTrust()
    ) {
        self.allow = allow
        self.deny = deny
        self.principals = principals
    }

    /// Allows every caller every method, and trusts all of them: for tests and in-process meshes.
    public static let open = Policy(
        allow: [Rule(method: "*", callers: ["*"])],
        principals: PrincipalTrust(originators: ["*"], forwarders: ["*"]))
}

extension Policy {
    /// Nil when `caller` may call `method`; otherwise the status it gets.
    public func refusal(of method: String, to caller: CallerIdentity) -> RPCError? {
        let matches = { (rule: Rule) in rule.covers(method) && rule.callers.names(caller.service) }
        guard deny.contains(where: matches) || !allow.contains(where: matches) else { return nil }
        return RPCError(
            .permissionDenied,
            "the policy does not allow \(caller) to call \(method); add it to an allow rule",
            details: [.reason("policy")])
    }

    /// Nil when `caller` may speak for a person who came along `path`.
    func refusalOfPrincipal(from caller: CallerIdentity, along path: [String]) -> RPCError? {
        let hops = path + [caller.service]
        let isTrusted =
            principals.originators.names(hops[0])
            && hops.dropFirst().allSatisfy { principals.forwarders.names($0) }
        guard !isTrusted else { return nil }
        let list = path.isEmpty ? "originators" : "forwarders"
        return RPCError(
            .permissionDenied,
            "\(caller) is not trusted to speak for people; add it to principals.\(list)",
            details: [.reason("principal")])
    }
}

extension Policy.Rule {
    fileprivate func covers(_ name: String) -> Bool {
        guard method.hasSuffix("*") else { return method == name }
        return name.hasPrefix(method.dropLast())
    }
}

extension [String] {
    fileprivate func names(_ service: String) -> Bool {
        contains { $0 == "*" || $0 == service }
    }
}

extension Policy {
    /// Nil when the caller may make this call, and for this person.
    package func refusal(of call: Call) -> RPCError? {
        if let refusal = refusal(of: call.method, to: call.caller) { return refusal }
        guard call.principal != nil else { return nil }
        return refusalOfPrincipal(from: call.caller, along: call.principalPath)
    }
}
