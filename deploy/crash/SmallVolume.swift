import Foundation

/// A file system of its own for the server, small enough to be filled.
struct SmallVolume: Sendable {
    /// A fresh cluster takes about 60 MiB, its log at most 64 MiB more.
    private static let megabytes = 320

    let folder: String

    /// Mounts it on `folder`; nil where that is not allowed: it takes root, or a user namespace.
    static func mount(on folder: String) throws -> SmallVolume? {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let status = Glibc.mount(
            "tmpfs", folder, "tmpfs", 0, "size=\(megabytes)m,mode=755")
        return status == 0 ? SmallVolume(folder: folder) : nil
    }

    private var ballast: String { "\(folder)/ballast" }

    /// Leaves not a byte.
    func fill() {
        let file = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(file) }
        for size in [1 << 20, 4_096] {
            let block = [UInt8](repeating: 0xA5, count: size)
            while write(file, block, size) == size {}
        }
    }

    func makeRoom() { unlink(ballast) }

    /// Takes it away as soon as nobody uses it.
    func unmount() { umount2(folder, Int32(MNT_DETACH)) }
}
