import ArgumentParser
import Compression
import Dictionaries
import Foundation
import RPC
import Wire

/// `meshctl decode`.
struct Decode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turns captured frames into text.",
        discussion: """
            Reads what a process wrote with MESH_CAPTURE=PATH in its environment (one file for each \
            connection, both directions, in the clear), or the frames of one direction as bytes or \
            as hex digits. Methods have the names that the HELLO in the capture gives, or those of \
            --service; messages are CBOR diagnostic notation with the contract's names as comments.

            A capture is text, one write or read a line: microseconds, `>` sent or `<` received, \
            hex. `#` begins a comment.
            """)

    @Argument(help: "The file, or - for standard input.")
    var file: String
    @Option(help: "The service that was called, for a capture without its HELLO.")
    var service: String?

    func run() async throws {
        try await reporting {
            let capture: Capture
            do {
                capture = try Capture(reading: Array(InputFile.data(file)))
            } catch let fault as Capture.Fault {
                throw InputFault(file: file, line: fault.line, problem: fault.problem)
            }
            let compression = MessageCompression(dictionaries: Dictionaries.all)
            var text = CaptureText(methods: methods) { name in
                ContractRegistry.entries.first { $0.method.name == name }.map {
                    CaptureText.Messages(
                        request: $0.method.request.wireSchema,
                        response: $0.method.response.wireSchema)
                }
            } inflate: { frame in
                Result { try compression.decompressed(frame, byteCountMax: .max) }
            }
            for line in text.lines(of: capture) { Console.print(line) }
        }
    }

    private var methods: [String] {
        ContractRegistry.entries.filter { $0.service == service }.map(\.method.name)
    }

}
