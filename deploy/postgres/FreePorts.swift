import Foundation

/// Ports of the loopback that nobody has.
package enum FreePorts {
    /// Below what the system gives to whoever connects (32,768 and up), so that a server that was
    /// stopped finds its port free when it starts again.
    private static let range = 12_000..<32_000

    /// The first of `count` ports in a row; the range is taken only on a machine that does nothing
    /// else.
    package static func first(of count: Int = 1) throws -> Int {
        for _ in 0..<500 {
            let first = Int.random(in: range.lowerBound...range.upperBound - count)
            if (first..<first + count).allSatisfy({ isFree($0) }) { return first }
        }
        throw ClusterFault("no \(count) free ports in a row between 12000 and 32000")
    }

    /// Whether a server could listen there; `evenResting` also where connections have just ended.
    package static func isFree(_ port: Int, evenResting: Bool = false) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var on: Int32 = evenResting ? 1 : 0
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
