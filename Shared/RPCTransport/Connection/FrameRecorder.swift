import Foundation
import NIOCore
import RPC

/// Writes the plaintext frames of one connection to a file, for `meshctl decode`.
///
/// Readable by its owner only. Writing blocks the connection's loop: it is for finding a fault, not for
/// service. Confined to that loop, hence the unchecked `Sendable`.
final class FrameRecorder: @unchecked Sendable {
    private let file: FileHandle
    private let began = Deadline.now

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
