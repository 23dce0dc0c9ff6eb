import ArgumentParser
import Foundation
import Identifiers
import LocalMesh
import Outbound
import RPC
import Wire

/// `meshctl webhook`.
struct Webhook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plays the CRM: sends webhooks to the gateway.", subcommands: [WebhookSend.self])
}

/// `meshctl webhook send`.
struct WebhookSend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Signs payloads as the CRM does and delivers them.",
        discussion: """
            Each file holds one payload in JSON, or one on each line. A delivery gets a fresh \
            webhookId and timestamp, as the CRM gives it one; --as-is sends the bytes of the file. \
            The mesh that `meshctl up` runs knows the key that signs. Prints one line for each \
            delivery: what was sent and what was answered.
            """)

    @Argument(help: "Files with payloads.")
    var files: [String]
    @Flag(help: "Send the bytes as they are, without a new webhookId and timestamp.")
    var asIs = false
    @Option(help: "Deliver each payload so many times, under the same webhookId.")
    var times = 1
    @Flag(help: "Leave the signature out, to see it refused.")
    var unsigned = false
    @Flag(help: "Print each delivery as JSON.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func validate() throws {
        guard (1...1_000).contains(times) else {
            throw ValidationError("--times must be 1 to 1000")
        }
    }

    func run() async throws {
        try await reporting {
            let sender = try WebhookSender(mesh.layout, isSigning: !unsigned)
            var refused = 0
            for file in files {
                for payload in try WebhookFile.read(file) {
                    let body = asIs ? payload.bytes : try payload.delivered(at: .wallClock)
                    for _ in 0..<times {
                        let delivery = try await sender.deliver(body, of: payload)
                        if delivery.status != 200 { refused += 1 }
                        try show(delivery)
                    }
                }
            }
            guard refused == 0 else { throw ExitCode.failure }
        }
    }

    private func show(_ delivery: Delivery) throws {
        if json { return try Console.printJSON(delivery) }
        Console.print("\(delivery.file) \(delivery.type): \(delivery.status) \(delivery.answer)")
    }
}

/// What came of one delivery.
struct Delivery: Encodable {
    let file: String
    let type: String
    let status: Int
    let answer: String
    let milliseconds: Double
}

/// One payload of a file.
struct WebhookPayload: Sendable {
    let file: String
    let json: JSONValue
    let bytes: [UInt8]

    var type: String {
        if case .string(let type)? = json["type"] { return type }
        return "-"
    }

    /// As the CRM delivers it: with an id and a time of this delivery.
    func delivered(at now: Instant) throws -> [UInt8] {
        guard case .object(let members) = json else {
            throw InputFault(file: file, line: nil, problem: "a payload must be a JSON object")
        }
        let envelope = ["webhookId": "\(UUIDv7(at: now))", "timestamp": "\(now)"]
        let rest = members.filter { envelope[$0.name] == nil }
        let added = envelope.sorted { $0.key < $1.key }
            .map { JSONValue.Member($0.key, .string($0.value)) }
        return Array(JSONValue.object(rest + added).text().utf8)
    }
}

enum WebhookFile {
    /// One payload, or one on each line.
    static func read(_ file: String) throws -> [WebhookPayload] {
        let data = try InputFile.data(file)
        let text = String(decoding: data, as: UTF8.self)
        if let json = try? JSONValue(parsing: text) {
            return [WebhookPayload(file: file, json: json, bytes: Array(data))]
        }
        return try text.split(separator: "\n").enumerated().map { number, line in
            do throws(JSONSyntaxError) {
                return WebhookPayload(
                    file: file, json: try JSONValue(parsing: line), bytes: Array(line.utf8))
            } catch {
                throw InputFault(file: file, line: number + 1, problem: "\(error)")
            }
        }
    }
}

/// Delivers payloads to the gateway of a mesh on this machine.
struct WebhookSender: Sendable {
    private let client = HTTPClient()
    /// Nil signs nothing.
    private let signer: LocalCRM.Signer?
    private let url: String
    private let trustRoots: String

    init(_ layout: MeshLayout, isSigning: Bool) throws {
        signer = isSigning ? try LocalCRM(layout).signer() : nil
        url = "https://localhost:\(layout.httpsPort)/api/webhooks/ghl"
        trustRoots = layout.tlsDirectory(of: "authority").appending(path: "cert.pem").path
    }

    func deliver(_ body: [UInt8], of payload: WebhookPayload) async throws -> Delivery {
        var request = HTTPRequest(
            "POST", url, headers: [("content-type", "application/json")], body: body)
        request.trustRoots = trustRoots
        if let signer {
            request.headers.append(("x-ghl-signature", try signer.signature(of: body)))
        }
        let start = ContinuousClock.now
        do throws(HTTPFault) {
            let response = try await client.send(request)
            return Delivery(
                file: payload.file, type: payload.type, status: response.status,
                answer: String(decoding: response.body, as: UTF8.self),
                milliseconds: (ContinuousClock.now - start) / .milliseconds(1))
        } catch {
            throw MeshUnreachable(problem: "the gateway did not answer: \(error)")
        }
    }
}
