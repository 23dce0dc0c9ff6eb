/// A calibration while it is open how a conversation ends, and one for after the act that closed it.
///
/// An accepted offer is all but the answer: one line for both stages draws what is nearly certain
/// towards what is not, and says 0.9 where 0.99 came.
package struct StagedCalibration: Hashable, Sendable {
    package var open: Calibration
    /// Nil where too few ends were heard: then `open` speaks for both.
    package var closed: Calibration?

    /// Fewer conversations of either outcome that were closed fit no line.
    private static let closedOutcomesMin = 10

    package init(open: Calibration, closed: Calibration? = nil) {
        self.open = open
        self.closed = closed
    }

    package init(fittedTo evidence: Evidence) {
        self.init(open: .fitted(to: evidence.open))
        let ends = [true, false].map { outcome in
            Set(evidence.closed.lazy.filter { $0.succeeded == outcome }.map(\.conversation)).count
        }
        if ends.allSatisfy({ $0 >= Self.closedOutcomesMin }) {
            closed = .fitted(to: evidence.closed)
        }
    }

    package func probability(of margin: Double, isClosed: Bool) -> Double {
        (isClosed ? closed ?? open : open).probability(of: margin)
    }
}
