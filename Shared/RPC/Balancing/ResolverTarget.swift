/// Where a service listens, as settings say it.
///
///     127.0.0.1:7001,127.0.0.1:7002        these addresses
///     [::1]:7001                           an address of IPv6
///     dns:///coaching.mesh.svc:7001        every address of that name, looked up again and again
public enum ResolverTarget: Sendable, Hashable {
    case addresses([Endpoint])
    case dns(Endpoint)

    /// Reads a target; a fault names the part that is wrong and what would be right.
    public init(_ text: String) throws(Fault) {
        if let scheme = text.firstRange(of: "://") {
            self = try Self.named(scheme: text[..<scheme.lowerBound], text[scheme.upperBound...])
            return
        }
        var endpoints: [Endpoint] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let endpoint = try Endpoint(checking: part)
            guard !endpoints.contains(endpoint) else {
                throw Fault(part: String(part), problem: "stands there twice")
            }
            endpoints.append(endpoint)
        }
        self = .addresses(endpoints)
    }

    /// `rest` is what follows `scheme://`.
    private static func named(
        scheme: Substring, _ rest: Substring
    ) throws(Fault) -> ResolverTarget {
        guard scheme == "dns" else {
            throw Fault(
                part: String(scheme), problem: "is no scheme of a target; `dns:///name:port` is one"
            )
        }
        guard rest.first == "/" else {
            throw Fault(
                part: "dns://\(rest)", problem: "names a DNS server; write `dns:///name:port`")
        }
        return .dns(try Endpoint(checking: rest.dropFirst()))
    }
}

extension ResolverTarget {
    /// Why a text is not a target.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public let part: String
        public let problem: String

        public var description: String { "\"\(part)\" \(problem)" }
    }
}

extension ResolverTarget: CustomStringConvertible {
    public var description: String {
        switch self {
        case .addresses(let endpoints): endpoints.map(\.description).joined(separator: ",")
        case .dns(let endpoint): "dns:///\(endpoint)"
        }
    }
}

extension Endpoint {
    /// Reads `host:port`, the host of IPv6 in brackets.
    fileprivate init(checking text: Substring) throws(ResolverTarget.Fault) {
        let text = String(text)
        guard let colon = text.lastIndex(of: ":") else {
            throw ResolverTarget.Fault(part: text, problem: "has no port; write `host:port`")
        }
        let digits = text[text.index(after: colon)...]
        guard let port = Int(digits), (1...65_535).contains(port), digits.first != "+" else {
            throw ResolverTarget.Fault(
                part: text, problem: "has no port within 1…65535 after its last colon")
        }
        self.init(host: try Self.host(text[..<colon], of: text), port: port)
    }

    private static func host(_ host: Substring, of text: String) throws(ResolverTarget.Fault)
        -> String
    {
        if host.first == "[", host.last == "]", host.count > 2 {
            return String(host.dropFirst().dropLast())
        }
        guard !host.isEmpty else { throw ResolverTarget.Fault(part: text, problem: "has no host") }
        guard !host.contains(":") else {
            throw ResolverTarget.Fault(
                part: text, problem: "has a host of IPv6 without brackets; write `[host]:port`")
        }
        guard !host.contains(where: { $0.isWhitespace || "/[]".contains($0) }) else {
            throw ResolverTarget.Fault(
                part: text, problem: "has a host with a space, slash or bracket")
        }
        return String(host)
    }
}
