import NIOCore

/// Where a connection comes from, as far as one host cannot choose it: an IPv4 address, or the
/// 64 bits of an IPv6 address that name its network (RFC 4291 §2.5.4).
struct SourceAddress: Hashable, Sendable {
    private let text: String

    init(_ address: SocketAddress?) {
        guard let address, let ip = address.ipAddress else {
            text = ""
            return
        }
        guard case .v6 = address, let bytes = Self.network(of: address) else {
            text = ip
            return
        }
        text = bytes
    }

    private static func network(of address: SocketAddress) -> String? {
        address.withSockAddr { pointer, byteCount in
            // sockaddr_in6: family and port are 4 bytes, the flow label 4, then the address.
            guard byteCount >= 16 else { return nil }
            let raw = UnsafeRawBufferPointer(start: pointer, count: byteCount)
            return raw[8..<16].map { String($0, radix: 16) }.joined(separator: ":")
        }
    }
}
