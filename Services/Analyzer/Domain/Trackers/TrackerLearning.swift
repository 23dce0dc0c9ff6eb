import Identifiers

/// Learns one tracker from a tenant's few examples, and says how sure one may be of it.
package struct TrackerLearning: Sendable {
    /// A sentence, and whether the tracker should find it.
    package struct Example: Hashable, Sendable {
        package var text: String
        package var isMatch: Bool

        package init(_ text: String, isMatch: Bool) {
            self.text = text
            self.isMatch = isMatch
        }
    }

    package struct Figures: Hashable, Sendable {
        package var matchCount: Int
        package var otherCount: Int
        package var precision: Double
        package var recall: Double
        package var f1: Double
        /// 90 %, from resampled examples.
        package var f1Interval: ClosedRange<Double>
        /// The share of matches found less the share of others found: 0 for guessing, however many
        /// match (Youden's J); the lower end of its 90 % interval.
        package var skillLow: Double
    }

    package enum Refusal: Error, Hashable, Sendable {
        /// Fewer than `exampleCountMin` of one kind.
        case tooFew(matches: Int, others: Int)
        /// The figures do not show that it hears anything.
        case tooUnsure(Figures)
    }

    static let match = "match"
    /// Of each kind: with fewer, the interval of F1 spans most of what there is.
    package static let exampleCountMin = 10
    /// Of `skillLow`; F1 would not do, since finding everything has a good one where most match.
    package static let skillLowMin = 0.25
    /// Resamplings of the judged examples (Efron's bootstrap).
    private static let resampleCount = 400
    private static let foldCount = 4

    package let model: TextClassifier
    package let figures: Figures

    /// The same examples, in any order, give the same tracker.
    package init(
        _ examples: [Example], name: String, at now: Instant
    ) throws(Refusal) {
        let matches = examples.count(where: \.isMatch)
        let others = examples.count - matches
        guard min(matches, others) >= Self.exampleCountMin else {
            throw .tooFew(matches: matches, others: others)
        }
        let texts = examples.sorted {
            ($0.text, $0.isMatch ? 1 : 0) < ($1.text, $1.isMatch ? 1 : 0)
        }
        .map { example in
            // Twins, which differ in case or in stops, stand in one fold: a text that was learned from
            // proves nothing.
            LabelledText(
                TextSample(example.text), labels: example.isMatch ? [Self.match] : [],
                group: PhraseSet.words(of: example.text).map { String(decoding: $0, as: UTF8.self) }
                    .joined(separator: " "))
        }
        let validation = TextCrossValidation(
            texts, trainer: Self.trainer, foldCount: Self.foldCount)
        let folds = (0..<validation.folds.count).map(validation.judge)
        figures = Self.figures(folds.flatMap { $0 }, of: texts)
        guard figures.skillLow >= Self.skillLowMin else { throw .tooUnsure(figures) }
        model =
            TextTraining(
                validation, folds: folds,
                source: TextTraining.Source(
                    name: name, trainedOn: "examples of the tenant", retrain: "define it again",
                    limits: "It knows sentences like its examples."), at: now
            ).model
    }

    private static var trainer: TextTrainer {
        var settings = TextTrainer.Settings()
        // Examples are few: each word may be the one that tells.
        settings.textCountMin = 1
        settings.featureCountMax = 2_000
        settings.foldCount = 2
        return TextTrainer(settings)
    }

    private static func figures(
        _ judged: [TextCrossValidation.Judged], of texts: [LabelledText]
    ) -> Figures {
        let pairs = judged.map { text in
            (isMatch: !texts[text.index].labels.isEmpty, isFound: !text.judgement.found.isEmpty)
        }
        var generator = SplitMix64(seed: 1)
        let resampled = (0..<resampleCount).map { _ in
            (0..<pairs.count).map { _ in pairs[Int.random(in: 0..<pairs.count, using: &generator)] }
        }
        let f1s = resampled.map(f1).sorted()
        let skills = resampled.map(skill).sorted()
        let matches = pairs.count(where: \.isMatch)
        let found = pairs.count(where: \.isFound)
        let right = pairs.count { $0.isMatch && $0.isFound }
        return Figures(
            matchCount: matches, otherCount: pairs.count - matches,
            precision: found == 0 ? 0 : Double(right) / Double(found),
            recall: Double(right) / Double(matches), f1: f1(pairs),
            f1Interval: f1s[resampleCount / 20]...f1s[resampleCount * 19 / 20],
            skillLow: skills[resampleCount / 20])
    }

    private static func f1(_ pairs: [(isMatch: Bool, isFound: Bool)]) -> Double {
        let right = pairs.count { $0.isMatch && $0.isFound }
        let all = pairs.count(where: \.isMatch) + pairs.count(where: \.isFound)
        return all == 0 ? 0 : 2 * Double(right) / Double(all)
    }

    private static func skill(_ pairs: [(isMatch: Bool, isFound: Bool)]) -> Double {
        func share(_ isMatch: Bool) -> Double {
            let kind = pairs.filter { $0.isMatch == isMatch }
            return kind.isEmpty ? 0 : Double(kind.count(where: \.isFound)) / Double(kind.count)
        }
        return share(true) - share(false)
    }
}
