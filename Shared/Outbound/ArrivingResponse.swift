/// Decides what happens to one response, between the thread that reads it and the task that takes
/// it.
///
///     head ──headCame──▶ body ──partCame / partTaken──▶ … ──ended──▶ over
///
/// A part is never refused: the reader of the network pauses after the one that fills the buffer.
struct ArrivingResponse<HeadWaiter, PartWaiter> {
    /// Some parts of what libcurl hands over at a time (16 KiB).
    static var bufferedBytes: Int { 64 << 10 }

    enum HeadAction { case wait, give(Result<ResponseHead, HTTPFault>) }
    enum PartAction { case wait, give(Result<[UInt8]?, HTTPFault>, makesRoom: Bool) }

    private var arrivedHead: ResponseHead?
    private var headWaiter: HeadWaiter?
    private var partWaiter: PartWaiter?
    private var buffer: [UInt8] = []
    private var isPaused = false
    private(set) var end: Result<Void, HTTPFault>?

    // MARK: - The task

    mutating func headWanted(by waiter: HeadWaiter) -> HeadAction {
        if let arrivedHead { return .give(.success(arrivedHead)) }
        if let end { return .give(.failure(end.fault)) }
        headWaiter = waiter
        return .wait
    }

    mutating func partWanted(by waiter: PartWaiter) -> PartAction {
        if !buffer.isEmpty {
            defer { (buffer, isPaused) = ([], false) }
            return .give(.success(buffer), makesRoom: isPaused)
        }
        switch end {
        case .success: return .give(.success(nil), makesRoom: false)
        case .failure(let fault): return .give(.failure(fault), makesRoom: false)
        case nil: break
        }
        guard partWaiter == nil else {
            return .give(.failure(.invalid("another task reads this body")), makesRoom: false)
        }
        partWaiter = waiter
        return .wait
    }

    // MARK: - The thread

    /// Who waits for the head, if anybody.
    mutating func headCame(_ head: ResponseHead) -> HeadWaiter? {
        defer { headWaiter = nil }
        arrivedHead = head
        return headWaiter
    }

    /// Who takes the part at once, if anybody; whether there is no room for another.
    mutating func partCame(_ part: [UInt8]) -> (PartWaiter?, pauses: Bool) {
        if let waiter = partWaiter {
            partWaiter = nil
            return (waiter, false)
        }
        buffer += part
        isPaused = buffer.count >= Self.bufferedBytes
        return (nil, isPaused)
    }

    /// The second end is late, and ignored.
    mutating func ended(_ result: Result<Void, HTTPFault>) -> (HeadWaiter?, PartWaiter?) {
        guard end == nil else { return (nil, nil) }
        end = result
        // Nobody reads the rest of what was given up.
        if case .failure(.cancelled) = result { buffer = [] }
        defer { (headWaiter, partWaiter) = (nil, nil) }
        return (headWaiter, partWaiter)
    }
}

/// What precedes the body of an answer.
struct ResponseHead: Sendable {
    let status: Int
    /// Names in lower case, in the order in which they came.
    let headers: [(name: String, value: String)]
}

extension Result where Success == Void, Failure == HTTPFault {
    /// A body that ended well without a head had none to give.
    var fault: HTTPFault {
        switch self {
        case .success: .broken("there was no answer")
        case .failure(let fault): fault
        }
    }
}
