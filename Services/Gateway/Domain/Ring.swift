/// A queue with places by number: append at the end, remove from the front, both O(1) amortised.
struct Ring<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }

    subscript(index: Int) -> Element {
        guard let element = elements[head + index] else {
            preconditionFailure("a place from the front on holds an element")
        }
        return element
    }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let first = elements[head]
        elements[head] = nil
        head += 1
        if head > 32, head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }

    /// The first index whose element satisfies `isAfter`, which must hold for all later ones too;
    /// `count` when none does. O(log n).
    func firstIndex(where isAfter: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Ring: Sendable where Element: Sendable {}
