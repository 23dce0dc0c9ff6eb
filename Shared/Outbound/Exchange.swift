import CCurl
import Synchronization

/// One request and its response: what the thread of libcurl and the task that waits share.
final class Exchange: Sendable {
    typealias HeadWaiter = UnsafeContinuation<Result<ResponseHead, HTTPFault>, Never>
    typealias PartWaiter = UnsafeContinuation<Result<[UInt8]?, HTTPFault>, Never>

    let request: HTTPRequest
    /// The mail that goes out instead, where this is one.
    let posting: Posting?
    private let response = Mutex(ArrivingResponse<HeadWaiter, PartWaiter>())

    init(_ request: HTTPRequest, posting: Posting? = nil) {
        self.request = request
        self.posting = posting
    }

    // MARK: - The task

    func head(onCancel: @escaping @Sendable () -> Void) async throws(HTTPFault) -> ResponseHead {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                switch response.withLock({ $0.headWanted(by: waiter) }) {
                case .wait: break
                case .give(let result): waiter.resume(returning: result)
                }
            }
        } onCancel: {
            onCancel()
        }
        return try result.get()
    }

    func next(
        onCancel: @escaping @Sendable () -> Void, onRoom: () -> Void
    ) async throws(HTTPFault) -> [UInt8]? {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                switch response.withLock({ $0.partWanted(by: waiter) }) {
                case .wait: break
                case .give(let result, let makesRoom):
                    if makesRoom { onRoom() }
                    waiter.resume(returning: result)
                }
            }
        } onCancel: {
            onCancel()
        }
        return try result.get()
    }

    // MARK: - The thread

    func headCame(_ head: ResponseHead) {
        response.withLock { $0.headCame(head) }?.resume(returning: .success(head))
    }

    /// False when there is no room for another part.
    func partCame(_ part: [UInt8]) -> Bool {
        let (waiter, pauses) = response.withLock { $0.partCame(part) }
        waiter?.resume(returning: .success(part))
        return !pauses
    }

    func ended(_ result: Result<Void, HTTPFault>) {
        let (head, part) = response.withLock { $0.ended(result) }
        head?.resume(returning: .failure(result.fault))
        part?.resume(returning: result.map { nil })
    }
}
