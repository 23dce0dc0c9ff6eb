import Foundation
import LocalClaude
import Testing

@testable import Claude

/// The server of these tests, as Anthropic's own Python SDK sees it.
struct SDKTests {
    /// The Python of `make python`, if it has Anthropic's SDK.
    private static let python: String? = {
        let folder = FileManager.default.currentDirectoryPath + "/.mesh/python"
        let libraries =
            (try? FileManager.default.contentsOfDirectory(atPath: folder + "/lib")) ?? []
        let hasPackage = libraries.contains {
            FileManager.default.fileExists(
                atPath: folder + "/lib/\($0)/site-packages/anthropic/__init__.py")
        }
        return hasPackage ? folder + "/bin/python3" : nil
    }()

    private struct Seen: Decodable {
        struct Said: Decodable {
            var text: String
            var kinds: [String]
            var stop: String
            var read: Int
        }
        var said: Said
        var streamed: Said
        var shaped: [String: Int]
        var faults: [String: [Word]]
        var streamFault: String
        var retried: String
        var counted: Int
        enum CodingKeys: String, CodingKey {
            case said, streamed, shaped, faults, retried, counted
            case streamFault = "stream_fault"
        }
    }

    private enum Word: Decodable, Equatable {
        case text(String), number(Int)
        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }
    }

    private static let errors: [(status: Int, type: String, name: String)] = [
        (400, "invalid_request_error", "BadRequestError"),
        (401, "authentication_error", "AuthenticationError"),
        (402, "billing_error", "PaymentRequiredError"),
        (403, "permission_error", "PermissionDeniedError"),
        (404, "not_found_error", "NotFoundError"), (409, "conflict_error", "ConflictError"),
        (413, "request_too_large", "ContentTooLargeError"),
        (429, "rate_limit_error", "RateLimitError"), (500, "api_error", "InternalServerError"),
        (504, "timeout_error", "GatewayTimeoutError"),
        (529, "overloaded_error", "OverloadedError"),
    ]

    @Test(.enabled(if: python != nil, "`make python` has not been run"))
    func theOfficialSDKTakesTheServerForTheRealOne() async throws {
        try await LocalClaude.running { server in
            server.answer(.say("All is well.", thinking: "hm"), under: "/said")
            server.answer(.say("{\"score\":71}"), under: "/shaped")
            server.answer(.say("", stop: "refusal"), under: "/refused")
            server.answer(
                .raw(Streams.start + Streams.block + Streams.error), under: "/overloaded-midway")
            server.answer(
                .fail(529, type: "overloaded_error", headers: [("retry-after-ms", "1")]),
                .say("At last."), under: "/twice")
            for error in Self.errors {
                server.answer(.fail(error.status, type: error.type), under: "/\(error.status)")
            }
            let seen = try await see(server)
            #expect(seen.said.text == "All is well." && seen.said.kinds == ["thinking", "text"])
            #expect(seen.said.stop == "end_turn" && seen.said.read > 1_024)
            #expect(seen.streamed.text == seen.said.text && seen.streamed.kinds == seen.said.kinds)
            #expect(seen.streamed.read == seen.said.read)
            #expect(seen.shaped == ["score": 71] && seen.retried == "At last." && seen.counted > 0)
            #expect(seen.streamFault == "overloaded_error")
            for error in Self.errors {
                let expected: [Word] = [
                    .text(error.name), .number(error.status), .text(error.type),
                ]
                #expect(seen.faults["/\(error.status)"] == expected)
            }
            for (name, status) in [
                ("sampling", 400), ("model", 404), ("prefill", 400), ("key", 401),
            ] {
                #expect(seen.faults[name]?[1] == .number(status), "\(name)")
            }
        }
    }

    private func see(_ server: LocalClaude) async throws -> Seen {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.python))
        process.arguments = ["Tests/ClaudeTests/sdk_check.py", server.url(), LocalClaude.key]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let paths = Self.errors.map { "\"/\($0.status)\"" }.joined(separator: ",")
        try input.fileHandleForWriting.write(contentsOf: Data("[\(paths)]".utf8))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSONDecoder().decode(Seen.self, from: data)
    }
}
