/// How trees are grown, in the words of XGBoost's manual.
package struct TrainingParameters: Hashable, Sendable {
    package var rounds = 200
    /// Trees that are grown side by side in each round and speak with one voice, their mean: a small
    /// random forest in place of each tree (XGBoost's `num_parallel_tree`).
    package var treesPerRound = 1
    package var maximumDepth = 2
    /// 0–1; how much each tree says.
    package var learningRate = 0.05
    /// 0–1 of the rows that each tree sees.
    package var subsample = 0.7
    /// 0–1 of the features that each tree sees.
    package var columnSample = 0.4
    /// The least sum of Hessians in a leaf.
    package var minimumChildWeight = 5.0
    /// L2 on the leaves.
    package var lambda = 5.0
    /// Histogram bins of a feature.
    package var maximumBins = 64
    /// −1, 0 or 1 for each feature: the direction in which the prediction may move; empty is free.
    package var monotone: [Int] = []
    package var seed = 1
    /// Threads of one training; predictions always use the caller's own. On a few thousand rows a
    /// second thread waits more than it works.
    package var threads = 1

    package init() {}

    /// XGBoost's names and values; objective and method are fixed: log loss over histograms.
    func settings(featureCount: Int) throws(BoostingError) -> [(String, String)] {
        try validate(featureCount: featureCount)
        var settings = [
            ("objective", "binary:logistic"), ("tree_method", "hist"), ("verbosity", "0"),
            ("max_depth", "\(maximumDepth)"), ("eta", "\(learningRate)"),
            ("subsample", "\(subsample)"), ("colsample_bytree", "\(columnSample)"),
            ("min_child_weight", "\(minimumChildWeight)"), ("lambda", "\(lambda)"),
            ("max_bin", "\(maximumBins)"),
            ("num_parallel_tree", "\(treesPerRound)"), ("seed", "\(seed)"),
            ("nthread", "\(threads)"),
        ]
        if !monotone.isEmpty {
            let list = monotone.map(String.init).joined(separator: ",")
            settings.append(("monotone_constraints", "(\(list))"))
        }
        return settings
    }

    private func validate(featureCount: Int) throws(BoostingError) {
        let shares = 0.0...1.0
        let claims: [(String, Bool)] = [
            ("rounds", (1...100_000).contains(rounds)),
            ("treesPerRound", (1...1_000).contains(treesPerRound)),
            ("maximumDepth", (1...32).contains(maximumDepth)),
            ("learningRate", learningRate > 0 && shares.contains(learningRate)),
            ("subsample", subsample > 0 && shares.contains(subsample)),
            ("columnSample", columnSample > 0 && shares.contains(columnSample)),
            ("minimumChildWeight", minimumChildWeight >= 0 && minimumChildWeight.isFinite),
            ("lambda", lambda >= 0 && lambda.isFinite),
            ("maximumBins", (2...65_536).contains(maximumBins)),
            ("threads", (1...256).contains(threads)),
            ("monotone", monotone.isEmpty || monotone.count == featureCount),
            ("monotone", monotone.allSatisfy { (-1...1).contains($0) }),
        ]
        for (name, holds) in claims where !holds { throw .parameterOutOfRange(name: name) }
    }
}
