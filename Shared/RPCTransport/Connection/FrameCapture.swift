import Logging
import Synchronization

/// Where the frames of a process's connections are written down, each in a file of its own.
///
/// Connection n goes to `PREFIX.n.capture`. What TLS protects stands there in the clear, so each
/// recorded connection is a warning in the log.
public final class FrameCapture: Sendable {
    private let prefix: String
    private let count = Atomic(0)

    public init(prefix: String) { self.prefix = prefix }

    /// Nil when the file cannot be written.
    func recorder(of name: String, _ logger: Logger) -> FrameRecorder? {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        let path = "\(prefix).\(number).capture"
        guard let recorder = FrameRecorder(path: path, name: name) else {
            logger.error("the connection cannot be recorded", metadata: ["path": "\(path)"])
            return nil
        }
        logger.warning(
            "the frames of this connection are written down in the clear",
            metadata: ["path": "\(path)", "connection": "\(name)"])
        return recorder
    }
}
