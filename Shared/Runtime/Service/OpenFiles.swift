import Glibc

/// How many files and connections this process may have open.
package enum OpenFiles {
    /// Raises the limit to the highest that the system grants without asking anybody, and returns it.
    ///
    /// Shells commonly begin with 1,024, and a gateway has a connection for each browser.
    @discardableResult
    package static func raiseLimit() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 0 }
        var highest = limit
        highest.rlim_cur = limit.rlim_max
        if setrlimit(resource, &highest) == 0 { limit = highest }
        return Int(clamping: limit.rlim_cur)
    }
}
