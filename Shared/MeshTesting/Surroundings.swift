import Foundation

/// Where the project's own files are, from a test's point of view.
enum Executables {
    /// The folder of the package, found from this file.
    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let policies = package.appending(path: "deploy/policy")

    /// The folder of the built products: the test bundle stands among them.
    static let directory: URL = {
        let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let isThere = FileManager.default.isExecutableFile(
            atPath: bundle.appending(path: "coaching").path)
        return isThere ? bundle : package.appending(path: ".build/debug").resolvingSymlinksInPath()
    }()
}

/// Ports that nobody has.
enum FreePorts {
    /// A port whose next thirty are free as well, as far as one can tell.
    static func base() throws -> Int {
        for _ in 0..<200 {
            let base = Int.random(in: 20_000..<32_000)
            if (base..<base + 30).allSatisfy(isFree) { return base }
        }
        throw CocoaError(.fileWriteUnknown)
    }

    static func one() throws -> Int {
        for _ in 0..<200 {
            let port = Int.random(in: 12_000..<20_000)
            if isFree(port) { return port }
        }
        throw CocoaError(.fileWriteUnknown)
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
