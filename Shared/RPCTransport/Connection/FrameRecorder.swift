import Foundation
import Logging
import NIOCore
import RPC
import Synchronization

/// Writes the plaintext frames of one connection to a file, for `meshctl decode`.
///
/// Off unless the environment says `MESH_CAPTURE=PATH`: connection n of the process goes to
/// `PATH.n.capture`, readable by its owner only. What TLS protects stands there in the clear, so each
/// recorded connection is a warning in the log. Writing blocks the connection's loop: it is for
/// finding a fault, not for service. Confined to that loop, hence the unchecked `Sendable`.
final class FrameRecorder: @unchecked Sendable {
    private let file: FileHandle
    private let began = Deadline.now

    private static let prefix = ProcessInfo.processInfo.environment["MESH_CAPTURE"]
    private static let count = Atomic<Int>(0)

    /// Nil when nothing is to be recorded, which is the rule.
    static func ofEnvironment(_ name: String, _ logger: Logger) -> FrameRecorder? {
        guard let prefix, !prefix.isEmpty else { return nil }
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        let path = "\(prefix).\(number).capture"
        guard let recorder = FrameRecorder(path: path, name: name) else {
            logger.error("the connection cannot be recorded", metadata: ["path": "\(path)"])
            return nil
        }
        logger.warning(
            "MESH_CAPTURE is set: the frames of this connection are written down in the clear",
            metadata: ["path": "\(path)", "connection": "\(name)"])
        return recorder
    }

    init?(path: String, name: String) {
        let created = FileManager.default.createFile(
            atPath: path, contents: Data("# mesh capture 1: \(name)\n".utf8),
            attributes: [.posixPermissions: 0o600])
        guard created, let file = FileHandle(forWritingAtPath: path) else { return nil }
        file.seekToEndOfFile()
        self.file = file
    }

    deinit { try? file.close() }

    func record(_ direction: Capture.Direction, _ bytes: ByteBuffer) {
        let microseconds = Int((Deadline.now - began) / .microseconds(1))
        let chunk = Capture.Chunk(direction, bytes.unread, at: microseconds)
        // A full disk must not end the connection.
        try? file.write(contentsOf: Data((chunk.line + "\n").utf8))
    }
}
