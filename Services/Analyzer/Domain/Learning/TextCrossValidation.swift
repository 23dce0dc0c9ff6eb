/// What a trainer makes of texts that it has not seen: each fold is judged by a model that was
/// trained, calibrated and given its thresholds on the others.
package struct TextCrossValidation: Sendable {
    /// One text with what it was given.
    package struct Judged: Hashable, Sendable {
        package var index: Int
        package var judgement: TextJudgement
    }

    package let texts: [LabelledText]
    package let folds: TextFolds
    package let trainer: TextTrainer

    /// The source's own folds where it has them, else five, dealt by group.
    package init(_ texts: [LabelledText], trainer: TextTrainer, foldCount: Int = 5) {
        self.texts = texts
        self.trainer = trainer
        folds =
            TextFolds(given: texts)
            ?? TextFolds(texts, count: foldCount, seed: trainer.settings.seed)
    }

    package func judge(fold: Int) -> [Judged] {
        let model = trainer.train(folds.others(than: fold).map { texts[$0] }, card: .none)
        var scratch = TextClassifier.Scratch()
        return folds.members(of: fold).map { index in
            Judged(index: index, judgement: model.judge(texts[index].sample, &scratch))
        }
    }

    /// How good the judgements of some folds are.
    package func quality(_ judged: some Sequence<Judged>) -> LabelQuality {
        let labels = LabelSet(of: texts)
        var quality = LabelQuality(labels: labels.names)
        for text in judged {
            quality.count(
                Set(labels.places(of: texts[text.index]).map { labels.names[$0] }),
                given: Set(text.judgement.found.map(\.label)))
        }
        return quality
    }
}
