import Glibc
import RPC

/// All addresses of a host name, by the system's own resolver. Blocks.
enum HostLookup {
    struct Failure: Error, CustomStringConvertible { let description: String }

    static func addresses(of name: Endpoint) throws -> [Endpoint] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_protocol = Int32(IPPROTO_TCP)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name.host, nil, &hints, &list)
        guard code == 0, let list else {
            throw Failure(description: String(cString: gai_strerror(code)))
        }
        defer { freeaddrinfo(list) }
        var endpoints: [Endpoint] = []
        for entry in sequence(first: list, next: { $0.pointee.ai_next }) {
            let endpoint = Endpoint(host: numericHost(of: entry.pointee), port: name.port)
            if !endpoint.host.isEmpty, !endpoints.contains(endpoint) { endpoints.append(endpoint) }
        }
        return endpoints
    }

    /// `127.0.0.1`, `::1`; empty for what is no address of the Internet.
    private static func numericHost(of entry: addrinfo) -> String {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
        guard code == 0, let end = host.firstIndex(of: 0) else { return "" }
        return String(decoding: host[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
