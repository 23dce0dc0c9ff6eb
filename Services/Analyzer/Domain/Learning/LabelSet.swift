/// The labels that a model tells apart, in the order of its scores.
struct LabelSet: Hashable, Sendable {
    /// Names that sources use for "none of the others".
    private static let nothingNames: Set<String> = [
        "none", "other", "neutral", "non-strategy", "non-strategic", "no",
    ]

    let names: [String]
    let link: TextModelLink
    /// The label that says that no other fits; where several labels may stand together, it is no
    /// label but their absence.
    let nothing: String?

    init(names: [String], link: TextModelLink, nothing: String?) {
        (self.names, self.link, self.nothing) = (names, link, nothing)
    }

    /// A source where any text has no label, or several, has labels that may stand together.
    init(of texts: [LabelledText]) {
        let all = Set(texts.flatMap(\.labels)).sorted()
        nothing = all.first(where: Self.nothingNames.contains)
        let isOneEach = texts.allSatisfy { $0.labels.count == 1 }
        link = isOneEach ? .oneLabel : .anyLabels
        names = isOneEach ? all : all.filter { [nothing] in $0 != nothing }
    }

    /// The places of a text's labels.
    func places(of text: LabelledText) -> [Int] {
        text.labels.compactMap { names.firstIndex(of: $0) }
    }
}
