/// Where a Redis listens: `redis://host:port` or `unix:///path`.
package enum RedisAddress: Hashable, Sendable {
    case tcp(host: String, port: Int)
    case unix(path: String)

    /// Nil when `url` is neither.
    package init?(url: String) {
        if let path = url.prefixed("unix://"), path.hasPrefix("/") {
            self = .unix(path: path)
        } else if let place = url.prefixed("redis://") {
            let parts = place.split(separator: ":", omittingEmptySubsequences: false)
            let port = parts.count == 2 ? Int(parts[1]) : parts.count == 1 ? 6_379 : nil
            guard let host = parts.first, !host.isEmpty, let port, (1...65_535).contains(port)
            else { return nil }
            self = .tcp(host: String(host), port: port)
        } else {
            return nil
        }
    }
}

extension String {
    fileprivate func prefixed(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
