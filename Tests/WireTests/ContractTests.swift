import AnalyzerContract
import CoachingContract
import Foundation
import GamificationContract
import Identifiers
import MeshContract
import PredictionContract
import ROIContract
import Testing
import Wire

/// Every contract of the mesh.
let contracts = [
    Mesh.contract, Analyzer.contract, Coaching.contract, Gamification.contract,
    Prediction.contract, ROI.contract,
]

@Suite("Contracts")
struct ContractTests {
    @Test("The files in contracts/ are those of the Swift types; `make contracts` writes them anew")
    func filesAreCurrent() throws {
        let root = FileManager.default.currentDirectoryPath + "/contracts/"
        for file in ContractEmitter(contracts).files(frozenLock: frozenLock) {
            let text = try String(contentsOfFile: root + file.path, encoding: .utf8)
            #expect(text == file.text, "\(file.path)")
        }
    }

    @Test("Nothing that contracts.lock froze is broken, not even in source")
    func lockHolds() {
        let frozen = ContractSnapshot(lockLines: frozenLock)
        #expect(ContractSnapshot(contracts).breaks(against: frozen, .source) == [])
    }

    @Test("A message's name means one shape in the whole mesh")
    func namesAreUnique() {
        var types: [String: any WireMessage.Type] = [:]
        for message in contracts.flatMap(\.messages) {
            let earlier = types.updateValue(message, forKey: message.wireSchema.name)
            #expect(earlier == nil || earlier == message, "\(message.wireSchema.name)")
        }
    }

    @Test(
        "Every message of every contract reads its full sample and writes it back",
        arguments: contracts.map(\.service))
    func samples(service: String) throws {
        let contract = try #require(contracts.first { $0.service == service })
        for message in contract.messages {
            let bytes = ContractSample.item(of: message.wireSchema, .full).encoded
            #expect(try message.init(wireBytes: bytes).wireBytes() == bytes, "\(message)")
            let minimal = ContractSample.item(of: message.wireSchema, .minimal).encoded
            #expect(throws: Never.self, "\(message)") { try message.init(wireBytes: minimal) }
        }
    }

    @Test("A vocabulary's number on the wire is its place in the declaration")
    func vocabularyNumbers() {
        func check<Word: Vocabulary>(_ type: Word.Type) {
            for (place, word) in Word.allCases.enumerated() {
                #expect(Open(word).number == UInt(place), "\(type).\(word)")
                #expect(Open(word).number == word.number, "\(type).\(word)")
                #expect(Open<Word>(number: UInt(place)) == .known(word), "\(type).\(word)")
            }
        }
        check(CoachingPriority.self)
        check(CoachingSessionStatus.self)
        check(CoachingIntensity.self)
        check(AlertType.self)
        check(AlertResponse.self)
        check(NotificationChannel.self)
        check(ConversationQualityArea.self)
        check(RealEstateExpertiseArea.self)
        check(ConversationOutcome.self)
        check(MessageRole.self)
        check(MessageAction.self)
        check(SkillLevel.self)
        check(PerformanceTrend.self)
        check(TrainingModuleType.self)
    }

    private var frozenLock: [String] {
        let path = FileManager.default.currentDirectoryPath + "/contracts/contracts.lock"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
