import Compression
import Metrics

/// Tells `/metrics` what compression does to the messages of this process, since it began:
/// `mesh_compression_message_bytes` and `mesh_compression_wire_bytes`, before and after it.
struct CompressionMetrics: Sendable {
    let compression: MessageCompression

    /// Scrapers come every 15 s or so.
    private static let period = Duration.seconds(5)

    /// Until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            record()
            try? await Task.sleep(for: Self.period)
        }
    }

    func record() {
        let figures = compression.figures
        for (direction, traffic) in [("sent", figures.sent), ("received", figures.received)] {
            record("messages", traffic.messages, direction)
            record("message.bytes", traffic.bytes, direction)
            record("wire.bytes", traffic.wireBytes, direction)
        }
        record("refused", figures.refused, "received")
    }

    private func record(_ name: String, _ value: Int, _ direction: String) {
        Gauge(label: "mesh.compression.\(name)", dimensions: [("direction", direction)])
            .record(value)
    }
}
