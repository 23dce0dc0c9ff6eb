import AnalyzerContract
import Compression
import Dictionaries
import Foundation
import Identifiers
import Testing
import Wire

/// The dictionaries that ship.
struct DictionariesTests {
    @Test func everyFileShipsUnderAnIDOfItsOwn() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: "contracts/dictionaries")
            .filter { $0.hasSuffix(".zdict") }.map { $0.replacing(".zdict", with: "") }
        #expect(Set(files) == Set(Dictionaries.all.map(\.service)))
        #expect(Set(Dictionaries.all.map(\.id)).count == files.count)
        for dictionary in Dictionaries.all {
            let path = "contracts/dictionaries/\(dictionary.service).zdict"
            #expect(Array(try Data(contentsOf: URL(filePath: path))) == dictionary.bytes)
        }
    }

    /// A message that was not trained on: its words are, its text is not.
    @Test func theySaveAQuarterOfAMessageTooShortForZstdAlone() throws {
        let observed = ObserveMessage(
            tenantID: "harbor-realty", conversationID: "call-2291", agentID: "maya",
            leadID: "lead-okafor", category: "housing",
            context: ConversationContext(
                listingTitle: "Bungalow on Elm Street", listPrice: 431_000),
            message: Message(
                messageID: "call-2291-7", role: Open(.client), action: Open(.message),
                text: "Thank you. Is the bungalow still available, and would a visit on Saturday "
                    + "morning suit you? The kitchen looks smaller than in the pictures.",
                sentAt: Instant(microseconds: 1_771_000_123_456_789)))
        let message = observed.wireBytes()
        let compression = MessageCompression(sends: true, dictionaries: Dictionaries.all)
        for service in ["analyzer", "coaching"] {
            let outgoing = try #require(
                compression.outgoing(
                    algorithms: ["zstd"],
                    dictionaryIDs: Dictionaries.all.map { UInt($0.id) }, service: service))
            let frame = try #require(outgoing.compressed(message), "\(service)")
            #expect(frame.count * 4 < message.count * 3, "\(service): \(frame.count)")
            #expect(
                try compression.decompressed(frame, byteCountMax: message.count) == message)
        }
    }
}
