import ArgumentParser
import Foundation
import RPC
import Synchronization

/// Runs a command's work and turns its errors into words and exit codes.
func reporting(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let fault as InputFault {
        Console.note("error: \(fault)")
        throw ExitCode(65)
    } catch let error as MeshUnreachable {
        Console.note("error: \(error)")
        throw ExitCode(69)
    } catch let error as RPCError {
        Console.note("error: \(error)")
        throw ExitCode(error.code == .unavailable ? 69 : 1)
    } catch let error as ExitCode {
        throw error
    } catch let error as ValidationError {
        throw error
    } catch {
        Console.note("error: \(error)")
        throw ExitCode.failure
    }
}

/// Progress that several tasks may tell of.
final class ProgressMeter: Sendable {
    private let progress: Mutex<Progress>

    init(_ label: String, total: Int) { progress = Mutex(Progress(label, total: total)) }

    func show(_ done: Int, _ more: String = "") { progress.withLock { $0.show(done, more) } }
}
