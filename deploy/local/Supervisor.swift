import Foundation
import Synchronization

/// Keeps the services of a mesh on this machine running: starts them, and starts again what dies.
package final class Supervisor: Sendable {
    /// Waiting before a restart: short at first, so that a replay hardly notices, longer for a
    /// service that cannot come up.
    static let restartDelay = Duration.milliseconds(100)
    static let restartDelayLimit = Duration.seconds(5)
    /// A service that ran this long is healthy again.
    static let healthyAfter = Duration.seconds(10)
    /// After SIGTERM a service may drain this long before it is killed.
    static let stopLimit = Duration.seconds(30)

    /// Something that a person who watches wants to know.
    package enum Event: Sendable {
        case started(service: String, pid: Int32)
        case died(service: String, status: Int32, restartIn: Duration)
        case stopped(service: String)
    }

    private let layout: MeshLayout
    private let environments: [String: [String: String]]
    private let report: @Sendable (Event) -> Void
    private let state: Mutex<MeshState>

    package init(
        layout: MeshLayout, environments: [String: [String: String]],
        report: @escaping @Sendable (Event) -> Void
    ) {
        self.layout = layout
        self.environments = environments
        self.report = report
        state = Mutex(MeshState(supervisor: getpid(), of: layout))
    }

    /// Runs every service until the task is cancelled, then stops them all.
    package func run() async throws {
        let logs = layout.directory.appending(path: "log")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        try MeshState.endLeftovers(of: layout)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in MeshLayout.services {
                group.addTask { try await self.keepRunning(service) }
            }
            try await group.waitForAll()
        }
        try? FileManager.default.removeItem(at: layout.stateFile)
    }

    private func keepRunning(_ service: String) async throws {
        var delay = Self.restartDelay
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let status = try await runOnce(service)
            if Task.isCancelled { break }
            if ContinuousClock.now - start > Self.healthyAfter { delay = Self.restartDelay }
            report(.died(service: service, status: status, restartIn: delay))
            try? await Task.sleep(for: delay)
            delay = min(delay * 2, Self.restartDelayLimit)
        }
        report(.stopped(service: service))
    }

    /// Starts the service and returns its exit status; negative for the signal that ended it.
    private func runOnce(_ service: String) async throws -> Int32 {
        let process = try makeProcess(for: service)
        let exit = ExitStatus()
        process.terminationHandler = { ended in
            let status = ended.terminationStatus
            exit.set(ended.terminationReason == .uncaughtSignal ? -status : status)
        }
        try process.run()
        let pid = process.processIdentifier
        note(pid, of: service)
        report(.started(service: service, pid: pid))
        return await withTaskCancellationHandler {
            await exit.value()
        } onCancel: {
            kill(pid, SIGTERM)
            // Outlives the cancelled task on purpose: it ends a service that does not drain.
            Task {
                try await Task.sleep(for: Self.stopLimit)
                if !exit.isSet { kill(pid, SIGKILL) }
            }
        }
    }

    private func makeProcess(for service: String) throws -> Process {
        let log = layout.logFile(of: service)
        if !FileManager.default.fileExists(atPath: log.path) {
            _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        }
        let output = try FileHandle(forWritingTo: log)
        try output.seekToEnd()
        let process = Process()
        process.executableURL = layout.executables.appending(path: service)
        process.environment = environments[service]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        return process
    }

    private func note(_ pid: Int32, of service: String) {
        state.withLock { state in
            state.services[service] = pid
            state.restarts[service, default: -1] += 1
            try? state.write(to: layout.stateFile)
        }
    }
}

/// The exit status of a process, once it has one.
private final class ExitStatus: Sendable {
    private let state = Mutex<(status: Int32?, waiter: CheckedContinuation<Int32, Never>?)>(
        (nil, nil))

    var isSet: Bool { state.withLock { $0.status != nil } }

    func set(_ status: Int32) {
        state.withLock { state in
            state.status = status
            defer { state.waiter = nil }
            return state.waiter
        }?.resume(returning: status)
    }

    func value() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state in
                if state.status == nil { state.waiter = continuation }
                return state.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }
}
