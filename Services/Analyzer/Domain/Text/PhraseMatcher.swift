/// Finds every phrase of every rule in one walk over a message's terms.
///
/// An automaton over word numbers: from each term it follows only the phrases that can start with
/// that word, so the cost depends on the message and hardly on the number of rules.
struct PhraseMatcher: Sendable {
    /// A phrase found: which rule's, and the terms it covers.
    struct Match {
        var rule: Int
        var terms: Range<Int>
    }

    private struct Node {
        var edges: Range<Int>
        var hasAny: Bool
        /// The rule whose phrase ends here; −1 for none.
        var rule: Int
    }

    private let nodes: [Node]
    private let symbols: [UInt32]
    private let targets: [Int32]
    /// Where the edges of the start begin, by symbol.
    private let roots: [Range<Int>]

    /// Calls `found` for each phrase, in the order of first words; one phrase may be found twice.
    func scan(_ terms: [Term], _ found: (Match) -> Void) {
        for start in terms.indices {
            let symbol = Int(terms[start].symbol)
            guard symbol < roots.count else { continue }
            for edge in roots[symbol] {
                walk(from: targets[edge], start, start + 1, terms, found)
            }
        }
    }

    private func walk(
        from place: Int32, _ start: Int, _ next: Int, _ terms: [Term], _ found: (Match) -> Void
    ) {
        let node = nodes[Int(place)]
        if node.rule >= 0 { found(Match(rule: node.rule, terms: start..<next)) }
        guard next < terms.count, !node.edges.isEmpty else { return }
        follow(terms[next].symbol, in: node.edges) { target in
            walk(from: target, start, next + 1, terms, found)
        }
        if node.hasAny, terms[next].isWord {
            follow(Symbol.anyWord, in: node.edges) { target in
                walk(from: target, start, next + 1, terms, found)
            }
        }
    }

    private func follow(_ symbol: UInt32, in edges: Range<Int>, _ body: (Int32) -> Void) {
        guard symbol != Symbol.unknownWord else { return }
        var low = edges.lowerBound
        var high = edges.upperBound
        while low < high {
            let middle = (low + high) >> 1
            if symbols[middle] < symbol { low = middle + 1 } else { high = middle }
        }
        while low < edges.upperBound, symbols[low] == symbol {
            body(targets[low])
            low += 1
        }
    }

    // MARK: - Building

    /// Gathers phrases before they are frozen into a matcher.
    struct Builder {
        fileprivate struct Edge { var symbol: UInt32, target: Int32 }

        fileprivate var edges: [[Edge]] = [[]]
        fileprivate var rules: [Int] = [-1]

        mutating func add(_ pattern: PhrasePattern, rule: Int) {
            let ends = extend([0], by: pattern.parts)
            precondition(!ends.contains(0), "a pattern of rule \(rule) may be empty")
            for end in ends { rules[Int(end)] = rule }
        }

        /// The places reached from `places` by reading `parts`.
        private mutating func extend(
            _ places: [Int32], by parts: [PhrasePattern.Part]
        ) -> [Int32] {
            var places = places
            for part in parts {
                switch part {
                case .symbol(let symbol):
                    let next = newNode()
                    connect(places, symbol, next)
                    places = [next]
                case .oneOf(let alternatives):
                    places = branch(places, alternatives)
                case .optional(let alternatives):
                    places += branch(places, alternatives)
                case .gap(let most):
                    var reached = places
                    for _ in 0..<most {
                        let next = newNode()
                        connect(reached, Symbol.anyWord, next)
                        reached = [next]
                        places.append(next)
                    }
                }
            }
            return places
        }

        /// Alternatives of one symbol share the place they lead to.
        private mutating func branch(
            _ places: [Int32], _ alternatives: [[PhrasePattern.Part]]
        ) -> [Int32] {
            var joint: Int32?
            var ends: [Int32] = []
            for alternative in alternatives {
                if alternative.count == 1, case .symbol(let symbol) = alternative[0] {
                    let next = joint ?? newNode()
                    joint = next
                    connect(places, symbol, next)
                } else {
                    ends += extend(places, by: alternative)
                }
            }
            return ends + (joint.map { [$0] } ?? [])
        }

        private mutating func newNode() -> Int32 {
            edges.append([])
            rules.append(-1)
            return Int32(edges.count - 1)
        }

        private mutating func connect(_ places: [Int32], _ symbol: UInt32, _ target: Int32) {
            for place in places { edges[Int(place)].append(Edge(symbol: symbol, target: target)) }
        }

        func freeze(wordCount: Int) -> PhraseMatcher { PhraseMatcher(self, wordCount: wordCount) }
    }

    private init(_ builder: Builder, wordCount: Int) {
        var nodes: [Node] = []
        var symbols: [UInt32] = []
        var targets: [Int32] = []
        for (edges, rule) in zip(builder.edges, builder.rules) {
            let first = symbols.count
            let sorted = edges.sorted { ($0.symbol, $0.target) < ($1.symbol, $1.target) }
            symbols += sorted.map(\.symbol)
            targets += sorted.map(\.target)
            let hasAny = edges.contains { $0.symbol == Symbol.anyWord }
            nodes.append(Node(edges: first..<symbols.count, hasAny: hasAny, rule: rule))
        }
        var roots = Array(repeating: 0..<0, count: wordCount)
        for edge in nodes[0].edges {
            let symbol = Int(symbols[edge])
            let isNew = roots[symbol].isEmpty
            roots[symbol] = (isNew ? edge : roots[symbol].lowerBound)..<(edge + 1)
        }
        (self.nodes, self.symbols, self.targets, self.roots) = (nodes, symbols, targets, roots)
    }
}
