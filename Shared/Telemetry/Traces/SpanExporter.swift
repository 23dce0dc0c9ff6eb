import Foundation
import Logging
import Outbound
import ServiceLifecycle
import Synchronization

/// Where spans are sent: an OpenTelemetry collector that takes OTLP over HTTP, in JSON.
package struct SpanDestination: Sendable {
    /// `http://collector:4318/v1/traces`.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var timeout: Duration
    /// A PEM file, instead of the machine's roots.
    package var trustRoots: String?

    package init(
        url: String, headers: [(name: String, value: String)] = [],
        timeout: Duration = .seconds(10), trustRoots: String? = nil
    ) {
        self.url = url
        self.headers = headers
        self.timeout = timeout
        self.trustRoots = trustRoots
    }
}

/// Sends ended spans to a collector, in batches, beside everything else.
package final class SpanExporter: Service {
    /// How long a span waits at most for the others of its batch.
    private static let interval = Duration.seconds(1)
    /// A collector that is away for longer misses the spans of that time.
    private static let attemptCount = 4
    /// So long may the last batches take when the process ends.
    private static let lastWords = Duration.seconds(2)

    private let destination: SpanDestination
    private let resource: [(name: String, value: String)]
    private let logger: Logger
    private let client = HTTPClient()
    private let queue = Mutex(SpanQueue())

    /// `resource` says whose spans they are: `service.name` and the like.
    package init(
        _ destination: SpanDestination, resource: [(name: String, value: String)], logger: Logger
    ) {
        self.destination = destination
        self.resource = resource
        self.logger = logger
    }

    /// Queues a span, or drops it; returns at once.
    package func keep(_ span: EndedSpan) {
        if !queue.withLock({ $0.spanEnded(span) }) { Self.dropped("queue_full", 1) }
    }

    package func run() async {
        await cancelWhenGracefulShutdown { [self] in
            while (try? await Task.sleep(for: Self.interval)) != nil { await exportAll() }
        }
        await exportAll(attempts: 1, timeout: Self.lastWords)
        client.close()
    }

    /// Sends what waits now.
    package func exportAll() async {
        await exportAll(attempts: Self.attemptCount, timeout: destination.timeout)
    }

    private func exportAll(attempts: Int, timeout: Duration) async {
        while true {
            let batch = queue.withLock { $0.nextBatch() }
            guard !batch.isEmpty else { return }
            let problem = await export(batch, attempts: attempts, timeout: timeout)
            guard let problem else {
                Metric.spansExported.add(batch.count)
                continue
            }
            if Task.isCancelled {
                // The process ends: it is sent with the last words.
                queue.withLock { $0.returned(batch) }
                return
            }
            Self.dropped("not_taken", batch.count)
            logger.warning(
                "spans were not taken by the collector",
                metadata: ["spans": "\(batch.count)", "problem": "\(problem)"])
            return
        }
    }

    /// Nil once the collector has taken the batch, else why it has not.
    private func export(_ batch: [EndedSpan], attempts: Int, timeout: Duration) async -> String? {
        var request = HTTPRequest(
            "POST", destination.url,
            headers: [("Content-Type", "application/json")] + destination.headers,
            body: Array(OTLPTraces(batch, resource: resource).json))
        request.limits.timeout = timeout
        request.trustRoots = destination.trustRoots
        var problem: String?
        for attempt in 0..<attempts {
            // A quarter of a second, then twice as long each time.
            if attempt > 0 {
                try? await Task.sleep(for: .milliseconds(125 << attempt))
            }
            do throws(HTTPFault) {
                let response = try await client.send(request)
                if (200..<300).contains(response.status) { return nil }
                problem = "status \(response.status)"
                guard Self.mayTakeItLater.contains(response.status) else { return problem }
            } catch {
                problem = "\(error)"
            }
        }
        return problem
    }

    /// Source: OTLP 1.x, "Retryable Response Codes".
    private static let mayTakeItLater: Set<Int> = [429, 502, 503, 504]

    private static func dropped(_ reason: String, _ count: Int) {
        Metric.spansDropped.add(count, reason)
    }
}
