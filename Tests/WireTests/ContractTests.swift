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

    @Test("Nothing that contracts.lock froze is broken")
    func lockHolds() {
        #expect(ContractLock.breaks(from: frozenLock, to: ContractLock.lines(of: contracts)) == [])
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

@Suite("The lock")
struct LockTests {
    private let frozen = [
        "field A 0 name text required", "field A 1 note text optional", "word W 0 one",
    ]

    @Test("More lines break nothing, when a new field may be absent")
    func growth() {
        let grown =
            frozen + ["field A 2 more text defaulted", "field B 0 x text required", "word W 1 two"]
        #expect(ContractLock.breaks(from: frozen, to: grown) == [])
    }

    @Test("A changed type, a lost word and a new required field are breaks")
    func breaks() {
        let changed = [
            "field A 0 name bytes required", "field A 1 note text optional",
            "field A 2 more text required",
        ]
        #expect(
            ContractLock.breaks(from: frozen, to: changed) == [
                "no longer so: field A 0 name text required", "no longer so: word W 0 one",
                "a new field that old peers do not send: field A 0 name bytes required",
                "a new field that old peers do not send: field A 2 more text required",
            ])
    }

    @Test("A reserved number may go and may not come back")
    func reserved() {
        let lock = frozen + ["reserved A 1"]
        let without = ["field A 0 name text required", "word W 0 one"]
        #expect(ContractLock.breaks(from: lock, to: without) == [])
        let reused = without + ["field A 1 other text optional"]
        #expect(
            ContractLock.breaks(from: lock, to: reused) == [
                "a reserved number in use: field A 1 other text optional"
            ])
    }
}
