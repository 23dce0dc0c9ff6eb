import ArgumentParser
import Compression
import Foundation
import Identifiers

/// `meshctl contracts train-dictionary`.
struct TrainDictionary: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train-dictionary",
        abstract: "Trains a zstd dictionary for the messages of one service.",
        discussion: """
            Reads captures (MESH_CAPTURE), golden messages (contracts/golden) and conversations (one \
            JSON object a line), keeps those of the service's methods, and writes \
            contracts/dictionaries/SERVICE.zdict. Then it prints what the dictionary saves on \
            messages that it was not trained on: those of --held-out, or every fifth.

            Whoever has a dictionary can read what is in it: train on nobody's messages. A new \
            dictionary has a new id; peers that have another one speak plain zstd to each other, \
            so both sides need not change at once.
            """)

    @Argument(help: "The service, or one method of it: coaching.observeMessage.")
    var target: String
    @Option(help: "A file or a folder of samples; may be given several times.")
    var samples: [String] = []
    @Option(help: ArgumentHelp("Also conversations written for this.", valueName: "count"))
    var generate = 0
    @Option(help: "A file or a folder of messages to measure on, never to train on.")
    var heldOut: [String] = []
    @Option(help: ArgumentHelp("The longest dictionary.", valueName: "bytes"))
    var size = 8_192
    @Option(help: "The folder of the committed contracts.")
    var output = "contracts"

    func validate() throws {
        guard (256...CompressionLimits.dictionaryBytes).contains(size) else {
            throw ValidationError(
                "--size must be 256 to \(CompressionLimits.dictionaryBytes), not \(size)")
        }
        guard (0...100_000).contains(generate) else {
            throw ValidationError("--generate must be 0 to 100000, not \(generate)")
        }
        guard generate > 0 || !samples.isEmpty else {
            throw ValidationError("there is nothing to train on: give --samples or --generate")
        }
    }

    func run() async throws {
        try await reporting {
            let (training, measured) = try split()
            let service = DictionarySamples.service(of: target)
            let dictionary = try CompressionDictionary(
                training: training, for: service, byteCount: size)
            let folder = URL(filePath: output).appending(path: "dictionaries")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(dictionary.bytes).write(to: folder.appending(path: "\(service).zdict"))
            Console.print(
                "\(output)/dictionaries/\(service).zdict: id \(dictionary.id), "
                    + "\(dictionary.bytes.count) bytes, from \(training.count) messages")
            let report = DictionaryReport(dictionary: dictionary, messages: measured)
            for line in report.lines { Console.print(line) }
        }
    }

    private func split() throws -> (training: [[UInt8]], measured: [[UInt8]]) {
        var training = try DictionarySamples(of: target)
        for path in samples { try training.read(path) }
        var book = PhraseBook(seed: 1)
        var lengths = SplitMix64(seed: 2)
        for _ in 0..<generate {
            training.add(book.conversation(lines: Int(2 + lengths.next() % 40)))
        }
        guard heldOut.isEmpty else {
            var measured = try DictionarySamples(of: target)
            for path in heldOut { try measured.read(path) }
            return (training.messages, measured.messages)
        }
        let places = training.messages.indices
        return (
            places.filter { !$0.isMultiple(of: 5) }.map { training.messages[$0] },
            places.filter { $0.isMultiple(of: 5) }.map { training.messages[$0] }
        )
    }
}
