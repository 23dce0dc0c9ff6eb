import CZstd
import Identifiers
import Testing

@testable import Compression

struct MessageCompressionTests {
    static let dictionary: CompressionDictionary = {
        var conversations = Conversations(seed: 1)
        do {
            return try CompressionDictionary(
                training: conversations.samples(300), for: "coaching", byteCount: 4_096)
        } catch {
            preconditionFailure("no test goes on without a dictionary: \(error)")
        }
    }()

    static func outgoing(
        _ compression: MessageCompression, reads: [UInt]? = nil
    ) throws -> OutgoingCompression {
        try #require(
            compression.outgoing(
                algorithms: ["zstd"], dictionaryIDs: reads, service: "coaching"))
    }

    @Test(arguments: UInt64(0)..<50)
    func whatIsCompressedIsReadBack(seed: UInt64) throws {
        var conversations = Conversations(seed: seed)
        let message = conversations.next(lines: Int(seed) + 10)
        let dictionary = Self.dictionary
        let compression = MessageCompression(sends: true, dictionaries: [dictionary])
        for reads in [nil, [UInt(dictionary.id)]] {
            let frame = try #require(
                try Self.outgoing(compression, reads: reads).compressed(message), "seed \(seed)")
            #expect(frame.count < message.count)
            let header = try ZstdFrameHeader(reading: frame)
            #expect(header.dictionaryID == (reads == nil ? 0 : dictionary.id))
            let read = try compression.decompressed(frame, byteCountMax: message.count)
            #expect(read == message, "seed \(seed)")
        }
    }

    @Test func aMessageThatDidNotShrinkLeavesItsDictionaryToNoOther() throws {
        let compression = MessageCompression(sends: true, dictionaries: [Self.dictionary])
        let known = try Self.outgoing(compression, reads: [UInt(Self.dictionary.id)])
        var generator = SplitMix64(seed: 9)
        let noise = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var conversations = Conversations(seed: 3)
        let message = conversations.next(lines: 40)
        #expect(known.compressed(noise) == nil)
        let frame = try #require(try Self.outgoing(compression).compressed(message))
        #expect(try ZstdFrameHeader(reading: frame).dictionaryID == 0)
    }

    @Test func aDictionarySavesMoreOnShortMessages() throws {
        var conversations = Conversations(seed: 77)
        let message = conversations.next(lines: 10)
        let compression = MessageCompression(sends: true, dictionaries: [Self.dictionary])
        let plain = try #require(try Self.outgoing(compression).compressed(message))
        let known = try #require(
            try Self.outgoing(compression, reads: [UInt(Self.dictionary.id)]).compressed(message))
        #expect(known.count * 3 < plain.count * 2)
    }

    @Test func nothingIsSentThatThePeerCannotRead() throws {
        let (sending, dictionary) = (
            MessageCompression(sends: true, dictionaries: [Self.dictionary]), Self.dictionary
        )
        func outgoing(_ algorithms: [String]?, _ ids: [UInt]?, _ service: String = "coaching")
            -> OutgoingCompression?
        {
            sending.outgoing(algorithms: algorithms, dictionaryIDs: ids, service: service)
        }
        #expect(outgoing(nil, nil) == nil)
        #expect(outgoing(["br", "zstd2"], [UInt(dictionary.id)]) == nil)
        #expect(outgoing(["br", "zstd"], [1, 2])?.dictionaryID == .some(nil))
        #expect(outgoing(["zstd"], [1, UInt(dictionary.id)])?.dictionaryID == dictionary.id)
        #expect(outgoing(["zstd"], [UInt(dictionary.id)], "roi")?.dictionaryID == .some(nil))
        #expect(
            MessageCompression.reading.outgoing(
                algorithms: ["zstd"], dictionaryIDs: nil, service: "coaching") == nil)
    }

    @Test func shortMessagesAndThoseThatDoNotShrinkGoAsTheyAre() throws {
        let compression = MessageCompression(sends: true, dictionaries: [Self.dictionary])
        let plain = try Self.outgoing(compression)
        let known = try Self.outgoing(compression, reads: [UInt(Self.dictionary.id)])
        var conversations = Conversations(seed: 3)
        let text = conversations.next(lines: 30)
        #expect(plain.compressed(Array(text.prefix(1_023))) == nil)
        #expect(plain.compressed(Array(text.prefix(1_024))) != nil)
        #expect(known.compressed(Array(text.prefix(255))) == nil)
        #expect(known.compressed(Array(text.prefix(256))) != nil)
        var random = SplitMix64(seed: 9)
        let noise = (0..<10_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        #expect(plain.compressed(noise) == nil)
        // What a reader would take for a bomb is not sent as one.
        #expect(plain.compressed([UInt8](repeating: 0, count: 25_600)) != nil)
        #expect(plain.compressed([UInt8](repeating: 0, count: 25_601)) == nil)
    }

    @Test func aMessageLeavesNothingInTheContextOfTheNext() throws {
        let compression = MessageCompression(sends: true)
        let outgoing = try Self.outgoing(compression)
        var conversations = Conversations(seed: 5)
        let (secret, message) = (conversations.next(lines: 30), conversations.next(lines: 30))
        let alone = outgoing.compressed(message)
        _ = outgoing.compressed(secret)
        #expect(outgoing.compressed(message) == alone)
        #expect(outgoing.compressed(secret) == outgoing.compressed(secret))
    }

    @Test func manyTasksShareOneCompression() async throws {
        let compression = MessageCompression(sends: true, dictionaries: [Self.dictionary])
        let outgoing = try Self.outgoing(compression, reads: [UInt(Self.dictionary.id)])
        let wrong = await withTaskGroup(of: Int.self) { group in
            for seed in UInt64(0)..<16 {
                group.addTask {
                    var conversations = Conversations(seed: seed)
                    return (0..<50).count { _ in
                        let message = conversations.next(lines: 8)
                        let frame = outgoing.compressed(message) ?? []
                        let read = try? compression.decompressed(frame, byteCountMax: 100_000)
                        return read != message
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test func trainingIsTheSameEachTimeAndRefusesTooLittle() throws {
        var conversations = Conversations(seed: 1)
        let again = try CompressionDictionary(
            training: conversations.samples(300), for: "coaching", byteCount: 4_096)
        #expect(again == Self.dictionary)
        #expect(again.bytes.count <= 4_096)
        #expect(throws: DictionaryFault.self) {
            try CompressionDictionary(training: [[1], [2]], for: "coaching", byteCount: 4_096)
        }
        #expect(throws: DictionaryFault.notADictionary(service: "coaching")) {
            try CompressionDictionary(service: "coaching", bytes: Array("no dictionary".utf8))
        }
    }
}

extension OutgoingCompression: Equatable {
    public static func == (left: Self, right: Self) -> Bool {
        left.dictionaryID == right.dictionaryID
    }
}
