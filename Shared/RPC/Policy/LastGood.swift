/// Decides what a process uses of files that change while it runs: always what was last in order.
///
/// A bad file is told once; it is read again only when its bytes change, which they also do when
/// the second of two files that belong together arrives.
package struct LastGood<Value: Sendable>: Sendable {
    package enum Action: Sendable {
        case nothing
        /// The files are in order and new: use this.
        case use(Value)
        /// The files are not in order: what was used goes on.
        case keep(fault: String)
    }

    package private(set) var value: Value
    /// Changes with the value.
    package private(set) var generation = 0
    /// How often files were found that are not in order.
    package private(set) var faultCount = 0
    private var seen: [[UInt8]]
    private var fault: String?

    /// `contents` are what `value` was read from.
    package init(_ value: Value, from contents: [[UInt8]]) {
        self.value = value
        seen = contents
    }

    /// The files hold `contents` now.
    package mutating func found(
        _ contents: [[UInt8]], reading: ([[UInt8]]) throws -> Value
    ) -> Action {
        guard contents != seen else {
            // The bytes came back that the value in use was read from, or nothing has happened.
            fault = nil
            return .nothing
        }
        seen = contents
        do {
            value = try reading(contents)
            generation += 1
            fault = nil
            return .use(value)
        } catch {
            fault = nil
            return failed("\(error)")
        }
    }

    /// A file could not be read.
    package mutating func failed(_ fault: String) -> Action {
        guard fault != self.fault else { return .nothing }
        self.fault = fault
        faultCount += 1
        return .keep(fault: fault)
    }
}
