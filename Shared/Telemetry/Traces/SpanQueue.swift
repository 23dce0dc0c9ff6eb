/// Decides which ended spans wait to be exported, and which are dropped.
///
/// The export is never a call's concern: where spans come faster than the collector takes them,
/// the newest are dropped and counted.
struct SpanQueue: Sendable {
    /// As the OpenTelemetry SDK has it (`OTEL_BSP_MAX_QUEUE_SIZE`): some megabytes.
    static let spanCountMax = 2_048
    /// As the OpenTelemetry SDK has it (`OTEL_BSP_MAX_EXPORT_BATCH_SIZE`): about a megabyte of JSON.
    static let batchSize = 512

    private var waiting: [EndedSpan] = []

    /// False when there is no room, and the span is dropped.
    mutating func spanEnded(_ span: EndedSpan) -> Bool {
        guard waiting.count < Self.spanCountMax else { return false }
        waiting.append(span)
        return true
    }

    /// The oldest that wait; they are gone from the queue.
    mutating func nextBatch() -> [EndedSpan] {
        let batch = waiting.prefix(Self.batchSize)
        waiting.removeFirst(batch.count)
        return Array(batch)
    }

    /// A batch whose sending was given up half-way comes first again.
    mutating func returned(_ batch: [EndedSpan]) {
        waiting.insert(contentsOf: batch, at: 0)
    }
}
