import ArgumentParser
import Foundation
import RPC
import Wire

/// `meshctl call`.
struct CallMethod: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Calls a method with a JSON request; prints the JSON response.",
        discussion: """
            Example: meshctl call coaching.listAgents '{"tenant_id":"harbor-realty"}'
            A stream prints one object a line until it ends or Ctrl-C. A method whose client
            streams is sent this one request. A call that took longer than a second says where its
            time went: in line, connecting, in TLS, waiting for a slot or for credit, in the
            handler, or with the peer and the network.
            """)

    @Argument(help: "SERVICE.METHOD, as `meshctl list` prints it.")
    var method: String
    @Argument(help: "The request as JSON; - reads standard input.")
    var request = "{}"
    @Option(help: "Seconds that the call may take; streams last until they end.")
    var timeout = 10.0
    @Flag(help: "Say where the time of the call went, also when it was quick.")
    var stalls = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        guard let entry = ContractRegistry.entry(named: method) else {
            throw ValidationError("there is no method \(method); see `meshctl list`")
        }
        try await reporting {
            let connection = try MeshConnection(mesh)
            let channel = try connection.channel(to: entry.service)
            try await CallContext.observed(by: StallPrinter(always: stalls)) {
                try await call(entry, on: channel)
            }
            connection.close()
        }
    }

    private func call(_ entry: ContractRegistry.Entry, on channel: any RPCChannel) async throws {
        let (method, schema) = (entry.descriptor, entry.method.response.wireSchema)
        switch method.kind {
        case .unary:
            let response = try await channel.unary(
                OutgoingCall(
                    method: method, message: try encodedRequest(entry),
                    deadline: .after(.seconds(timeout))))
            Console.print(try WireJSON.text(of: response, as: schema))
        case .serverStreaming:
            let source = channel.serverStreaming(
                OutgoingCall(method: method, message: try encodedRequest(entry)))
            while let message = try await source.next() {
                Console.print(try WireJSON.text(of: message, as: schema))
            }
        case .clientStreaming, .bidirectional:
            let stream = try await channel.streaming(OutgoingCall(method: method, message: []))
            try await stream.write(encodedRequest(entry))
            stream.finish()
            while let message = try await stream.next() {
                Console.print(try WireJSON.text(of: message, as: schema))
            }
        }
    }

    private func encodedRequest(_ entry: ContractRegistry.Entry) throws -> [UInt8] {
        let text =
            request == "-"
            ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
            : request
        do {
            return try WireJSON.bytes(of: text, as: entry.method.request.wireSchema)
        } catch {
            throw InputFault(file: "the request", line: nil, problem: "\(error)")
        }
    }
}

/// Says where the time of a call went, when it was slow or when that was asked for.
///
/// An error says it itself.
struct StallPrinter: CallObserver {
    /// A person begins to wonder.
    static let slowLimit = Duration.seconds(1)

    let always: Bool

    func callEnded(_ outcome: CallOutcome) {
        guard outcome.code == .ok, always || outcome.duration > Self.slowLimit else { return }
        Console.note("\(outcome.method): \(outcome.ledger)")
    }
}
