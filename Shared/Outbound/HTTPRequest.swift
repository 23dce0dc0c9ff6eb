/// What is asked of a server elsewhere.
package struct HTTPRequest: Sendable {
    package var method: String
    /// `https://…`, or `http://…` for servers on this machine.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    package var limits = OutboundLimits()
    /// How many redirections are followed; a credential in a header goes along, so none unless said.
    package var redirections = 0
    /// Roots in a PEM file that the server's certificate must lead to, instead of the machine's.
    package var trustRoots: String?

    package init(
        _ method: String = "GET", _ url: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// What is wrong with it, before anything goes out.
    var fault: HTTPFault? {
        let words = [method, url] + headers.flatMap { [$0.name, $0.value] }
        let isClean = words.allSatisfy { word in word.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
        guard isClean else { return .invalid("a control character in the URL or a header") }
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            return .invalid("a URL that is neither http nor https")
        }
        guard headers.allSatisfy({ !$0.name.isEmpty && !$0.name.contains(":") }) else {
            return .invalid("a header without a name, or with a colon in it")
        }
        guard body.count <= limits.requestBytes else {
            return .tooLarge(limit: "requestBytes", limits.requestBytes)
        }
        return nil
    }
}

/// What one exchange with a server elsewhere may take.
package struct OutboundLimits: Sendable, Hashable {
    /// A machine that is there answers a connection, and TLS, within a second.
    package var connectTimeout = Duration.seconds(5)
    /// From the first byte out to the last one in; nil for streams that last.
    package var timeout: Duration? = .seconds(30)
    /// Ends an exchange in which nothing arrives for so long; nil waits.
    package var silence: Duration?
    /// No message of ours to anybody is longer.
    package var requestBytes = 16 << 20
    /// Of a response that is read whole.
    package var responseBytes = 16 << 20
    /// A server with more to say than this in its headers is not talking to us.
    package var headerBytes = 64 << 10

    package init() {}
}

/// What a server elsewhere answered.
package struct HTTPResponse: Sendable {
    package let status: Int
    /// Names in lower case, in the order in which they came.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package subscript(header name: String) -> String? {
        headers.first { $0.name == name.lowercased() }?.value
    }
}

/// Why there is no answer, or no whole one. Says nothing of what was sent.
package enum HTTPFault: Error, Sendable, Hashable, CustomStringConvertible {
    case invalid(String)
    /// No such host, or nothing listens there.
    case unreachable(String)
    /// The server is not who it should be, or TLS failed.
    case untrusted(String)
    case timeout
    case tooLarge(limit: String, Int)
    /// What came is not HTTP, or ended too early.
    case broken(String)
    /// As many exchanges are under way as one client makes.
    case busy(limit: String, Int)
    case cancelled
    case closed

    package var description: String {
        switch self {
        case .invalid(let problem): "the request is not valid: \(problem)"
        case .unreachable(let problem): "the server is not reachable: \(problem)"
        case .untrusted(let problem): "the server is not trusted: \(problem)"
        case .timeout: "the server took longer than the exchange may last"
        case .tooLarge(let limit, let value): "longer than the limit \(limit), \(value) bytes"
        case .broken(let problem): "the answer is broken: \(problem)"
        case .busy(let limit, let value): "\(limit) is \(value), and as many exchanges are open"
        case .cancelled: "the exchange was cancelled"
        case .closed: "the client is closed"
        }
    }
}
