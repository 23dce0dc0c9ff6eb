import CZstd
import Synchronization

/// libzstd's working memory, kept between messages: making it costs more than a short message.
///
/// A context serves one message at a time and starts each one anew, so that nothing of a message
/// shows in the length of another.
final class ContextPool<Context: AnyObject & Sendable>: Sendable {
    private let idle = Mutex<[Context]>([])
    private let make: @Sendable () -> Context

    init(_ make: @escaping @Sendable () -> Context) { self.make = make }

    func using<Result>(_ body: (Context) -> Result) -> Result {
        let context = idle.withLock { $0.popLast() } ?? make()
        defer {
            idle.withLock { idle in
                if idle.count < CompressionLimits.pooledContexts { idle.append(context) }
            }
        }
        return body(context)
    }
}

/// Used by one message at a time, hence the unchecked `Sendable`.
final class CompressionContext: @unchecked Sendable {
    let pointer: OpaquePointer

    init() {
        guard let pointer = ZSTD_createCCtx() else { preconditionFailure("out of memory") }
        self.pointer = pointer
        ZSTD_CCtx_setParameter(pointer, ZSTD_c_compressionLevel, CompressionLimits.level)
    }

    deinit { ZSTD_freeCCtx(pointer) }
}

/// Used by one message at a time, hence the unchecked `Sendable`.
final class DecompressionContext: @unchecked Sendable {
    let pointer: OpaquePointer

    init() {
        guard let pointer = ZSTD_createDCtx() else { preconditionFailure("out of memory") }
        self.pointer = pointer
    }

    deinit { ZSTD_freeDCtx(pointer) }
}
