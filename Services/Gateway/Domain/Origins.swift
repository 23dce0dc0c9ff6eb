/// Decides whether a request that changes something comes from our own page.
///
/// Browsers send `Origin` with every POST, DELETE and WebSocket handshake; a program that sends none
/// has no cookie of ours that a page could have made it send.
package struct Origins: Sendable {
    /// `https://coach.example` and the like; empty means the address the request was sent to.
    package let allowed: Set<String>

    package init(allowed: Set<String>) { self.allowed = allowed }

    /// - Parameters:
    ///   - origin: the `Origin` header, if there was one.
    ///   - host: the host and port that the request was sent to.
    ///   - site: the `Sec-Fetch-Site` header, if there was one.
    package func allow(origin: String?, host: String?, site: String?) -> Bool {
        if let site, site != "same-origin", site != "none" { return false }
        guard let origin else { return true }
        if allowed.isEmpty { return host.map { origin == "https://\($0)" } ?? false }
        return allowed.contains(origin)
    }
}
