import Identifiers
import Testing

@testable import AnalyzerDomain

@Suite struct TextClassifierTests {
    /// Sentences made of a few words each, so that what is right is plain.
    private static func texts(count: Int, seed: UInt64) -> [LabelledText] {
        let words = [
            "price": ["cost", "expensive", "budget", "dollars", "afford"],
            "tour": ["visit", "showing", "saturday", "door", "walk"],
            "none": ["hello", "thanks", "sure", "fine", "okay"],
        ]
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { number in
            let label = ["price", "tour", "none"][number % 3]
            let said = (0..<3).map { _ in
                words[label, default: []].randomElement(using: &generator) ?? ""
            }
            return LabelledText(
                TextSample("so " + said.joined(separator: " ") + " then", place: number % 7),
                labels: [label], group: "\(number)")
        }
    }

    private static let model = TextTrainer().train(texts(count: 60, seed: 1), card: .none)

    @Test func givesTextsThatItHasNotSeenTheirLabels() {
        var scratch = TextClassifier.Scratch()
        for text in Self.texts(count: 60, seed: 2) {
            let judgement = Self.model.judge(text.sample, &scratch)
            #expect(judgement.found.map(\.label) == text.labels)
            #expect(abs(judgement.probabilities.values.reduce(0, +) - 1) < 1e-4)
        }
    }

    @Test func theSameTextsAndSeedGiveTheSameBytes() throws {
        let again = TextTrainer().train(Self.texts(count: 60, seed: 1), card: .none)
        #expect(try TextModelFile.bytes(of: again) == TextModelFile.bytes(of: Self.model))
    }

    @Test func labelsThatMayStandTogetherAreGivenTogether() {
        let both = Self.texts(count: 60, seed: 3).enumerated().map { number, text in
            var text = text
            if number % 6 == 0 {
                text.sample.text += " for the saturday showing visit"
                text.labels = ["price", "tour"]
            }
            return text
        }
        let model = TextTrainer().train(both, card: .none)
        #expect(model.labels == ["price", "tour"] && model.nothing == "none")
        var scratch = TextClassifier.Scratch()
        func found(_ text: String) -> Set<String> {
            Set(model.judge(TextSample(text), &scratch).found.map(\.label))
        }
        #expect(found("so expensive cost for the saturday showing visit") == ["price", "tour"])
        #expect(found("so hello thanks fine then").isEmpty)
    }

    @Test func textsThatTeachNothingAreRefusedWithTheReason() {
        let one = [LabelledText(TextSample("a"), labels: ["x"], group: "1")]
        #expect(TextTrainer().problem(with: one) == .oneLabelOnly)
        let few =
            Self.texts(count: 60, seed: 1) + [
                LabelledText(TextSample("a"), labels: ["rare"], group: "r")
            ]
        #expect(TextTrainer().problem(with: few) == .tooFew(label: "rare", count: 1))
        #expect(TextTrainer().problem(with: Self.texts(count: 60, seed: 1)) == nil)
    }

    @Test func aModelComesBackFromItsBytesAsItWas() throws {
        let bytes = try TextModelFile.bytes(of: Self.model)
        let read = try TextModelFile.model(from: bytes)
        var scratch = TextClassifier.Scratch()
        for text in Self.texts(count: 12, seed: 4) {
            #expect(
                read.judge(text.sample, &scratch) == Self.model.judge(text.sample, &scratch))
        }
    }

    @Test func bytesThatAreNoModelAreRefusedWhereverTheyAreCutOrChanged() throws {
        let bytes = try TextModelFile.bytes(of: Self.model)
        for length in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: TextModelFault.self) {
                try TextModelFile.model(from: Array(bytes[..<length]))
            }
        }
        var later = bytes
        later[4] = 2
        #expect(throws: TextModelFault.otherVersion(2)) { try TextModelFile.model(from: later) }
        var generator = SplitMix64(seed: 7)
        for _ in 0..<200 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &generator)] ^= 0x55
            // A model or a typed refusal, never a crash.
            var scratch = TextClassifier.Scratch()
            _ = try? TextModelFile.model(from: changed).judge(TextSample("so cost"), &scratch)
        }
    }

    @Test func textsOfOneConversationStandInOneFoldAndRareLabelsInAll() {
        let texts = (0..<90).map { number in
            LabelledText(
                TextSample("text"), labels: [number % 30 == 0 ? "rare" : "common"],
                group: "\(number / 3)")
        }
        let folds = TextFolds(texts, count: 3, seed: 9)
        for group in 0..<30 {
            #expect(Set((0..<3).map { folds.foldOf[group * 3 + $0] }).count == 1)
        }
        for fold in 0..<3 {
            #expect(folds.members(of: fold).contains { texts[$0].labels == ["rare"] })
            #expect(
                Set(folds.members(of: fold)).isDisjoint(with: folds.others(than: fold)))
        }
    }
}

@Suite struct LabelQualityTests {
    @Test func figuresAreThoseOfTheirDefinition() {
        var quality = LabelQuality(labels: ["a", "b"])
        quality.count(["a"], given: ["a"])
        quality.count(["a"], given: ["b"])
        quality.count(["a", "b"], given: ["a"])
        quality.count([], given: ["b"])
        #expect(quality.accuracy == 0.25)
        #expect(quality.rows[0].precision == 1 && quality.rows[0].recall == 2.0 / 3)
        #expect(abs(quality.rows[0].f1 - 0.8) < 1e-12 && quality.rows[1].f1 == 0)
        #expect(quality.confusion == [[2, 1, 0], [1, 0, 0], [0, 1, 0]])
        #expect(abs(quality.macroF1 - 0.4) < 1e-12)
    }
}
