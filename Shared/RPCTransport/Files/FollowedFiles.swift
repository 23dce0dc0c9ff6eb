import Foundation
import Logging
import RPC
import Synchronization

/// Files that a process reads again while it runs, keeping what was last in order.
///
/// It looks at their bytes, not at their times: a few small files every few seconds cost nothing,
/// and no way of replacing a file (in place, by rename, by the symbolic links of Kubernetes) is
/// missed.
package final class FollowedFiles<Value: Sendable>: Sendable {
    private let name: String
    private let paths: [String]
    private let logger: Logger
    private let observer: (any CallObserver)?
    private let reading: @Sendable ([[UInt8]]) throws -> Value
    private let state: Mutex<LastGood<Value>>

    /// Reads the files for the first time; they must be in order. `name` is for logs and counts.
    package init(
        _ name: String, _ paths: [String], logger: Logger, observer: (any CallObserver)? = nil,
        reading: @escaping @Sendable ([[UInt8]]) throws -> Value
    ) throws {
        self.name = name
        self.paths = paths
        self.logger = logger
        self.observer = observer
        self.reading = reading
        let contents = try paths.map { try fileBytes(at: $0) }
        state = Mutex(LastGood(try reading(contents), from: contents))
    }

    package var value: Value { state.withLock { $0.value } }
    package var current: (value: Value, generation: Int) {
        state.withLock { ($0.value, $0.generation) }
    }
    package var faultCount: Int { state.withLock { $0.faultCount } }

    /// Looks once; returns the new value when there is one.
    @discardableResult
    package func look() -> Value? {
        let action: LastGood<Value>.Action
        do {
            let contents = try paths.map { try fileBytes(at: $0) }
            action = state.withLock { $0.found(contents, reading: reading) }
        } catch {
            action = state.withLock { $0.failed("\(error)") }
        }
        switch action {
        case .nothing: return nil
        case .use(let value):
            logger.info("reloaded", metadata: ["files": "\(name)"])
            observer?.observed(.reloaded(name))
            return value
        case .keep(let fault):
            logger.error("kept the last good \(name)", metadata: ["fault": "\(fault)"])
            observer?.observed(.reloadFailed(name, fault: fault))
            return nil
        }
    }

    /// Looks every `interval` until the task is cancelled; `changed` is told of each new value.
    package func follow(
        every interval: Duration, changed: @Sendable (Value) async -> Void = { _ in }
    ) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            if let value = look() { await changed(value) }
        }
    }
}

/// A path that can hardly be the one that was meant.
private struct FollowedFileTooLong: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) is longer than \(fileBytesMax) bytes" }
}

/// Nothing that is followed comes near this; a wrong path must not fill the memory.
private let fileBytesMax = 1_048_576

private func fileBytes(at path: String) throws -> [UInt8] {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? file.close() }
    let bytes = try file.read(upToCount: fileBytesMax + 1) ?? Data()
    guard bytes.count <= fileBytesMax else {
        throw FollowedFileTooLong(path: path)
    }
    return Array(bytes)
}
