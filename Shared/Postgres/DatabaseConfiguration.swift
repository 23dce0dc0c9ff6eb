import CLibpq

/// Which server a pool talks to, as whom, and within which limits.
package struct DatabaseConfiguration: Sendable {
    /// libpq's connection keywords: host, port, dbname, user, password, sslmode, …
    private(set) var keywords: [String: String]

    /// Each service has a few replicas and the server about a hundred connections; a pipelined
    /// connection serves hundreds of tasks.
    package var connectionCountMax = 4 { didSet { connectionCountMax.clamp(to: 1...64) } }
    /// Units in flight on one connection: enough to hide the round trip, few enough that one slow
    /// statement holds up few others.
    package var pipelineDepthMax = 64 { didSet { pipelineDepthMax.clamp(to: 1...1_024) } }
    /// Beyond this many waiting statements the caller is better served by an error.
    package var queueCountMax = 1_024 { didSet { queueCountMax.clamp(to: 1...65_536) } }
    /// The longest wait for a turn, and for a server that is away.
    package var queueTimeout = Duration.seconds(5) {
        didSet { queueTimeout.clamp(to: .milliseconds(10)...(.seconds(60))) }
    }
    /// Name resolution, TCP, TLS and SCRAM together; libpq counts whole seconds and at least two.
    package var connectTimeout = Duration.seconds(5) {
        didSet { connectTimeout.clamp(to: .seconds(2)...(.seconds(60))) }
    }
    /// The server stops a statement after this time; zero means never, which only the owner's
    /// tools may say.
    package var statementTimeout = Duration.seconds(10) {
        didSet { statementTimeout.clamp(to: .zero...(.seconds(3_600))) }
    }
    package var lockTimeout = Duration.seconds(5) {
        didSet { lockTimeout.clamp(to: .zero...(.seconds(3_600))) }
    }
    /// The server ends a transaction whose client has gone quiet: its locks stop others.
    package var idleInTransactionTimeout = Duration.seconds(30) {
        didSet { idleInTransactionTimeout.clamp(to: .zero...(.seconds(3_600))) }
    }
    /// Prepared statements kept on each connection; the server pays memory for each.
    package var preparedStatementCountMax = 256 {
        didSet { preparedStatementCountMax.clamp(to: 8...4_096) }
    }
    /// How the connection is called in `pg_stat_activity`.
    package var applicationName: String {
        get { keywords["application_name"] ?? "coachingmesh" }
        set { keywords["application_name"] = newValue }
    }

    /// Reads `postgresql://user:password@host:port/database?sslmode=verify-full&…`: everything
    /// that libpq reads, several hosts and socket folders included.
    package init(url: String) throws(DatabaseError) {
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else {
            throw DatabaseError(.invalidValue, "a database URL starts with postgresql://")
        }
        guard let options = PQconninfoParse(url, nil) else {
            throw DatabaseError(
                .invalidValue,
                "the database URL is malformed: postgresql://user:password@host:port/database")
        }
        defer { PQconninfoFree(options) }
        keywords = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                keywords[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        for port in keywords["port"]?.split(separator: ",") ?? [] where UInt16(port) == nil {
            throw DatabaseError(.invalidValue, "the port in a postgresql:// URL is not a number")
        }
    }
}

extension DatabaseConfiguration {
    package var host: String { keywords["host"] ?? keywords["hostaddr"] ?? "" }
    package var database: String { keywords["dbname"] ?? user }
    package var user: String { keywords["user"] ?? "" }
    package var port: String { keywords["port"] ?? "5432" }
    package var password: String { keywords["password"] ?? "" }

    /// Everything that a URL can say, password included: for handing to another process.
    package var url: String { Self.url(of: keywords) }

    /// The same for a command line, which everybody on the machine can read.
    package var urlWithoutPassword: String {
        Self.url(of: keywords.filter { $0.key != "password" })
    }

    private static func url(of keywords: [String: String]) -> String {
        "postgresql:///?"
            + keywords.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(percentEncoded($0.value))" }.joined(separator: "&")
    }

    /// The same server as another role.
    package func connecting(as user: String, password: String) -> DatabaseConfiguration {
        var other = self
        other.keywords["user"] = user
        other.keywords["password"] = password
        return other
    }

    /// The same server by way of another port, such as a proxy's.
    package func connecting(throughPort port: Int) -> DatabaseConfiguration {
        var other = self
        other.keywords["port"] = String(port)
        return other
    }

    /// The same server, another database.
    package func connecting(to database: String) -> DatabaseConfiguration {
        var other = self
        other.keywords["dbname"] = database
        return other
    }

    /// How long a connection may leave its oldest unit unanswered before it counts as dead: both
    /// statements of a unit at their limit, and a margin for the way.
    var answerTimeout: Duration? {
        statementTimeout == .zero ? nil : statementTimeout * 2 + .seconds(5)
    }

    /// Everything libpq is told, defaults of ours included.
    func connectionKeywords() -> [String: String] {
        let settings = [
            "statement_timeout": statementTimeout, "lock_timeout": lockTimeout,
            "idle_in_transaction_session_timeout": idleInTransactionTimeout,
        ]
        let options = settings.sorted { $0.key < $1.key }
            .map { "-c \($0.key)=\(Int($0.value / .milliseconds(1)))" }
        var all = keywords
        all["application_name"] = applicationName
        all["client_encoding"] = "UTF8"
        all["connect_timeout"] = String(connectTimeout.components.seconds)
        all["gssencmode"] = "disable"
        all["keepalives_idle"] = keywords["keepalives_idle"] ?? "10"
        all["tcp_user_timeout"] = keywords["tcp_user_timeout"] ?? "20000"
        all["options"] = ([keywords["options"]].compactMap(\.self) + options).joined(separator: " ")
        return all
    }
}

extension DatabaseConfiguration: CustomStringConvertible {
    /// Where and as whom, without the password.
    package var description: String {
        "postgresql://\(user)@\(host):\(port)/\(database)"
    }
}

/// `text` with every byte but letters and digits as `%` and two hex digits.
private func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
        let character = Character(Unicode.Scalar(byte))
        if character.isASCII, character.isLetter || character.isNumber { return "\(character)" }
        return (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
    }.joined()
}

extension Comparable {
    mutating func clamp(to bounds: ClosedRange<Self>) {
        self = min(max(self, bounds.lowerBound), bounds.upperBound)
    }
}
