import Logging
import Outbound
import RPC
import RPCTransport
import Testing

/// What comes of a request to a server elsewhere, whatever the server does.
@Suite(.serialized)
struct HTTPClientTests {
    let client = HTTPClient()
    typealias Step = ScriptedServer.Step

    private func answer(_ status: String, _ body: String, _ more: String = "") -> [Step] {
        [
            .send(
                "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)")
        ]
    }

    @Test func theAnswerComesWholeWithItsStatusAndHeaders() async throws {
        let script = [
            "/ok": answer("200 OK", "hello", "X-Kind: plain\r\n"),
            "/busy": answer("503 Service Unavailable", "later"),
        ]
        try await ScriptedServer.running(script) { server, base in
            var request = HTTPRequest("POST", base + "/ok", body: Array("{}".utf8))
            request.headers = [("Content-Type", "application/json"), ("X-Empty", "")]
            let good = try await client.send(request)
            #expect(good.status == 200 && good.body == Array("hello".utf8))
            #expect(good[header: "x-kind"] == "plain")
            let bad = try await client.send(HTTPRequest("GET", base + "/busy"))
            #expect(bad.status == 503 && bad.body == Array("later".utf8))
            let sent = try #require(server.requests.first)
            #expect(sent.hasPrefix("POST /ok HTTP/1.1\r\n") && sent.hasSuffix("\r\n\r\n{}"))
            #expect(sent.contains("Content-Type: application/json\r\n"))
            #expect(sent.contains("X-Empty:") && !sent.contains("Expect:"))
        }
    }

    @Test func manyExchangesRunAtATime() async throws {
        try await ScriptedServer.running(["/": [.wait] + answer("200 OK", "go")]) { server, base in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await client.send(HTTPRequest("GET", base + "/")).status }
                }
                try await server.go(20)
                for try await status in group { #expect(status == 200) }
            }
        }
    }

    @Test func redirectionsAreFollowedOnlyWhenAskedFor() async throws {
        try await ScriptedServer.running([
            "/from": answer("302 Found", "", "Location: https://127.0.0.1:1/to\r\n")
        ]) { _, base in
            var request = HTTPRequest("GET", base + "/from")
            let answer = try await client.send(request)
            #expect(answer.status == 302)
            request.redirections = 1
            await #expect(throws: HTTPFault.self) { try await client.send(request) }
        }
    }

    // MARK: - Faults

    @Test(arguments: [
        ("/silent", [Step.wait], "timeout"),
        ("/half", [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .close], "broken"),
        ("/noise", [.send("\u{1}\u{2}\u{3}\r\n\r\n"), .close], "broken"),
        ("/gone", [.close], "broken"),
        (
            "/long",
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"), .sendBytes(count: 9_000)],
            "tooLarge"
        ),
        (
            "/head",
            [.send("HTTP/1.1 200 OK\r\nX: "), .sendBytes(count: 70_000), .send("\r\n\r\n")],
            "tooLarge"
        ),
    ])
    func aFaultIsNamed(_ path: String, _ steps: [Step], _ name: String) async throws {
        try await ScriptedServer.running([path: steps]) { _, base in
            var request = HTTPRequest("GET", base + path)
            request.limits.responseBytes = 4_096
            request.limits.timeout = name == "timeout" ? .milliseconds(300) : .seconds(60)
            do throws(HTTPFault) {
                let response = try await client.send(request)
                Issue.record("answered \(response.status)")
            } catch {
                #expect("\(error)".isEmpty == false)
                #expect(error.name == name, "\(error)")
            }
        }
    }

    @Test func aServerThatIsNotThereIsUnreachable() async throws {
        await #expect(throws: HTTPFault.self) {
            try await client.send(HTTPRequest("GET", "http://127.0.0.1:1/"))
        }
        do throws(HTTPFault) {
            _ = try await client.send(HTTPRequest("GET", "http://127.0.0.1:1/"))
        } catch {
            #expect(error.name == "unreachable")
        }
    }

    @Test func aServerWhoseCertificateLeadsToNoRootIsNotTrusted() async throws {
        let authority = try CertificateAuthority()
        let server = MeshServer(
            handlers: Handlers(),
            tls: try TLSMaterial(authority.issue(service: "analyzer"), from: authority),
            policy: .open, address: Endpoint(port: 0), serviceName: "analyzer",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await server.start()
        do throws(HTTPFault) {
            let url = "https://127.0.0.1:\(server.boundPort ?? 0)/"
            _ = try await client.send(HTTPRequest("GET", url))
            Issue.record("it was trusted")
        } catch {
            #expect(error.name == "untrusted", "\(error)")
        }
        await server.stop()
    }

    @Test func whatIsNotARequestNeverGoesOut() async throws {
        let requests = [
            HTTPRequest("GET", "http://127.0.0.1/\r\nX: y"),
            HTTPRequest("GET", "http://127.0.0.1/", headers: [("A", "b\r\nC: d")]),
            HTTPRequest("GET", "file:///etc/hostname"),
            HTTPRequest("GET", "http://127.0.0.1/", headers: [("A: b", "c")]),
        ]
        for request in requests {
            do throws(HTTPFault) {
                _ = try await client.send(request)
                Issue.record("went out: \(request.url)")
            } catch {
                #expect(error.name == "invalid")
            }
        }
    }

    @Test func cancellingTheTaskEndsTheExchange() async throws {
        try await ScriptedServer.running(["/": [.wait]]) { server, base in
            let task = Task { try await client.send(HTTPRequest("GET", base + "/")) }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            task.cancel()
            await #expect(throws: HTTPFault.cancelled) { try await task.value }
        }
    }

    @Test func closingTheClientEndsWhatIsUnderWay() async throws {
        let client = HTTPClient()
        try await ScriptedServer.running(["/": [.wait]]) { server, base in
            let task = Task { try await client.send(HTTPRequest("GET", base + "/")) }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            client.close()
            await #expect(throws: HTTPFault.closed) { try await task.value }
            await #expect(throws: HTTPFault.closed) {
                try await client.send(HTTPRequest("GET", base + "/"))
            }
        }
    }

    // MARK: - Streams

    @Test func partsOfAStreamAreReadAsTheyCome() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        try await ScriptedServer.running([
            "/": [.send(head), .wait, .send("data: 1\n\n"), .wait, .send("data: 2\n\n"), .close]
        ]) { server, base in
            var request = HTTPRequest("GET", base + "/")
            request.limits.timeout = nil
            let stream = try await client.open(request)
            #expect(stream.status == 200)
            try await server.go()
            #expect(try await stream.body.next() == Array("data: 1\n\n".utf8))
            try await server.go()
            var rest: [UInt8] = []
            for try await part in stream.body { rest += part }
            #expect(rest == Array("data: 2\n\n".utf8))
        }
    }

    @Test func aSlowReaderGetsEverythingInOrder() async throws {
        let count = 3_000_000
        try await ScriptedServer.running([
            "/": [
                .send("HTTP/1.1 200 OK\r\nContent-Length: \(count + 3)\r\n\r\n"),
                .sendBytes(count: count), .send("end"),
            ]
        ]) { _, base in
            let stream = try await client.open(HTTPRequest("GET", base + "/"))
            var (received, last, longest): (Int, [UInt8], Int) = (0, [], 0)
            for try await part in stream.body {
                received += part.count
                last = (last + part).suffix(3)
                longest = max(longest, part.count)
                await Task.yield()
            }
            #expect(received == count + 3 && last == Array("end".utf8))
            // The network is read no faster than the parts are taken.
            #expect(longest < 256 << 10)
        }
    }

    @Test func leavingAStreamEndsItsExchange() async throws {
        try await ScriptedServer.running([
            "/": [.send("HTTP/1.1 200 OK\r\n\r\nfirst"), .wait]
        ]) { _, base in
            let stream = try await client.open(HTTPRequest("GET", base + "/"))
            #expect(try await stream.body.next() == Array("first".utf8))
            stream.cancel()
            await #expect(throws: HTTPFault.cancelled) { try await stream.body.next() }
        }
    }
}

extension HTTPFault {
    /// `timeout`, `tooLarge`: the case without its words.
    fileprivate var name: String {
        switch self {
        case .invalid: "invalid"
        case .unreachable: "unreachable"
        case .untrusted: "untrusted"
        case .timeout: "timeout"
        case .tooLarge: "tooLarge"
        case .broken: "broken"
        case .busy: "busy"
        case .cancelled: "cancelled"
        case .closed: "closed"
        }
    }
}
