import Identifiers

/// One text to judge, with what stood around it.
package struct TextSample: Hashable, Sendable {
    package var text: String
    /// What the other side had said just before; empty when nobody knows.
    package var before: String
    package var role: MessageRole?
    /// Its place in the conversation, from 0.
    package var place: Int?

    package init(
        _ text: String, before: String = "", role: MessageRole? = nil, place: Int? = nil
    ) {
        self.text = text
        self.before = before
        self.role = role
        self.place = place
    }
}

/// A text, and what a person said that it is.
package struct LabelledText: Hashable, Sendable {
    package var sample: TextSample
    /// Several where the labels do not exclude each other; none where none fits.
    package var labels: [String]
    /// Texts of one group stand in the same fold, since they know of each other.
    package var group: String
    /// The fold that the source gives it.
    package var fold: Int?

    package init(_ sample: TextSample, labels: [String], group: String, fold: Int? = nil) {
        self.sample = sample
        self.labels = labels
        self.group = group
        self.fold = fold
    }
}
