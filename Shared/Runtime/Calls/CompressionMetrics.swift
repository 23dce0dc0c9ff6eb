import Compression
import Telemetry

/// Tells `/metrics` what compression does to the messages of this process, since it began.
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
            Metric.compressionMessages.set(Double(traffic.messages), direction)
            Metric.compressionMessageBytes.set(Double(traffic.bytes), direction)
            Metric.compressionWireBytes.set(Double(traffic.wireBytes), direction)
        }
        Metric.compressionRefused.set(Double(figures.refused), "received")
    }
}
