import Foundation
import Instrumentation
import Logging
import Telemetry
import Testing
import Tracing

/// Spans on their way to a collector.
@Suite(.serialized)
struct SpanExporterTests {
    private static let answer = ScriptedServer.Step.send(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    @Test func spansGoOutInBatchesWithTheHeadersThatWereAskedFor() async throws {
        try await ScriptedServer.running(["/v1/traces": [Self.answer]]) { server, base in
            let exporter = exporter(base + "/v1/traces", headers: [("Api-Key", "secret")])
            let tracer = MeshTracer { exporter.keep($0) }
            for number in 0..<600 { tracer.startSpan("work \(number)").end() }
            await exporter.exportAll()
            #expect(server.requests.count == 2)
            #expect(server.requests.allSatisfy { $0.hasPrefix("POST /v1/traces HTTP/1.1\r\n") })
            #expect(server.requests.allSatisfy { $0.contains("Api-Key: secret\r\n") })
            #expect(server.requests.allSatisfy { $0.contains("Content-Type: application/json") })
            #expect(server.requests[0].contains("\"work 0\""))
            #expect(server.requests[1].contains("\"work 599\""))
        }
    }

    @Test(arguments: [("503 Service Unavailable", 4), ("400 Bad Request", 1)])
    func onlyACollectorThatMayTakeThemLaterIsAskedAgain(
        _ status: String, _ expected: Int
    ) async throws {
        let refusal = ScriptedServer.Step.send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")
        try await ScriptedServer.running(["/": [refusal]]) { server, base in
            let exporter = exporter(base + "/")
            MeshTracer { exporter.keep($0) }.startSpan("work").end()
            await exporter.exportAll()
            #expect(server.requests.count == expected)
            // They were given up, and do not come again.
            await exporter.exportAll()
            #expect(server.requests.count == expected)
        }
    }

    @Test func whatTheQueueHasNoRoomForIsDroppedAndNobodyWaits() async throws {
        try await ScriptedServer.running(["/": [Self.answer]]) { server, base in
            let exporter = exporter(base + "/")
            let tracer = MeshTracer { exporter.keep($0) }
            for number in 0..<3_000 { tracer.startSpan("work \(number)").end() }
            await exporter.exportAll()
            // Four batches of 512, and not six: the newest were dropped.
            #expect(server.requests.count == 4)
            #expect(server.requests.last?.contains("\"work 2047\"") == true)
        }
    }

    // MARK: - opentelemetry-proto

    private struct Read: Decodable {
        var resource: [String: String]
        var trace: String
        var span: String
        var parent: String
        var state: String
        var name: String
        var kind: Int
        var nanoseconds: Int64
        var status: Int
        var events: [String]
        var text: [String: String]
    }

    @Test(.enabled(if: python != nil, "`make python` has not been run"))
    func openTelemetryReadsWhatWeSend() async throws {
        try await ScriptedServer.running(["/": [Self.answer]]) { server, base in
            let exporter = exporter(base + "/")
            let tracer = MeshTracer { exporter.keep($0) }
            var context = ServiceContext.topLevel
            let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            context.trace = TraceContext(traceparent: parent, tracestate: "vendor=a b")
            let span = tracer.startSpan("relay.ask", context: context, ofKind: .client)
            span.attributes["text"] = "ü \"quoted\"\n"
            span.attributes["whole"] = Int64.max
            span.attributes["share"] = 0.5
            span.attributes["nowhere"] = Double.infinity
            span.attributes["yes"] = true
            span.attributes["list"] = ["a", "b"]
            span.addEvent(SpanEvent(name: "retry", attributes: ["mesh.delay_us": 5]))
            span.addLink(SpanLink(context: context, attributes: [:]))
            span.setStatus(SpanStatus(code: .error, message: "no"))
            tracer.startSpan("inner", context: span.context).end()
            span.end()
            await exporter.exportAll()
            let request = try #require(server.requests.first)
            let body = try #require(request.range(of: "\r\n\r\n")).upperBound
            let read = try read(String(request[body...]))
            #expect(read.map(\.name) == ["inner", "relay.ask"])
            let (inner, outer) = (read[0], read[1])
            #expect(outer.trace == "4bf92f3577b34da6a3ce929d0e0e4736")
            #expect(outer.parent == "00f067aa0ba902b7" && inner.parent == outer.span)
            #expect(outer.kind == 3 && inner.kind == 1)
            #expect(outer.status == 2 && inner.status == 0)
            #expect(outer.state == "vendor=a b" && outer.events == ["retry"])
            #expect(outer.nanoseconds >= inner.nanoseconds)
            #expect(outer.resource == ["service.name": "relay"])
            #expect(
                outer.text == [
                    "text": "ü \"quoted\"\n", "whole": "9223372036854775807", "share": "0.5",
                    "nowhere": "inf", "yes": "True", "list": "['a', 'b']",
                ])
        }
    }

    private func read(_ body: String) throws -> [Read] {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "otlp-\(UUID().uuidString).json")
        try Data(body.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = ["Tests/OutboundTests/otlp_check.py", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "otlp_check.py failed; see its traceback")
        return try JSONDecoder().decode([Read].self, from: text)
    }

    private func exporter(
        _ url: String, headers: [(name: String, value: String)] = []
    ) -> SpanExporter {
        SpanExporter(
            SpanDestination(url: url, headers: headers, timeout: .seconds(60)),
            resource: [("service.name", "relay")],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}

/// Python with opentelemetry-proto, as `make test` prepares it; nil where it is absent.
private let python: String? = {
    let folder = FileManager.default.currentDirectoryPath + "/.mesh/python"
    let packages = FileManager.default.enumerator(atPath: folder + "/lib")?.lazy
        .compactMap { $0 as? String }
    let hasPackage = packages?.contains { $0.hasSuffix("opentelemetry/proto") } ?? false
    return hasPackage ? folder + "/bin/python3" : nil
}()
