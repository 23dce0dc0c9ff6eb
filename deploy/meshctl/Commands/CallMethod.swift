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
            A stream prints one object a line until it ends or Ctrl-C.
            """)

    @Argument(help: "SERVICE.METHOD, as `meshctl list` prints it.")
    var method: String
    @Argument(help: "The request as JSON; - reads standard input.")
    var request = "{}"
    @Option(help: "Seconds that the call may take; streams last until they end.")
    var timeout = 10.0
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        guard let entry = ContractRegistry.entry(named: method) else {
            throw ValidationError("there is no method \(method); see `meshctl list`")
        }
        try await reporting {
            let bytes = try encodedRequest(entry)
            let connection = try MeshConnection(mesh)
            let channel = try connection.channel(to: entry.service)
            if entry.isStream {
                let source = channel.serverStreaming(
                    OutgoingCall(method: entry.descriptor, message: bytes))
                while let message = try await source.next() {
                    Console.print(
                        try WireJSON.text(of: message, as: entry.method.response.wireSchema))
                }
            } else {
                let response = try await channel.unary(
                    OutgoingCall(
                        method: entry.descriptor, message: bytes,
                        deadline: .after(.seconds(timeout))))
                Console.print(try WireJSON.text(of: response, as: entry.method.response.wireSchema))
            }
            connection.close()
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
