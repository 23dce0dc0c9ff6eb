import Foundation
import Glibc

/// Starts programs whose children may outlive them, such as `pg_ctl start`.
///
/// Foundation's `Process` counts a program as ended only when everything it started has ended too.
enum ChildProcess {
    /// Starts `command` with these descriptors as its input and output.
    static func start(_ command: [String], input: Int32, output: Int32) throws -> pid_t {
        // A task's thread blocks signals that a program of its own lives by, such as SIGALRM.
        var attributes = posix_spawnattr_t()
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        defer { posix_spawnattr_destroy(&attributes) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, place) in [(input, Int32(0)), (output, 1), (output, 2)] {
            posix_spawn_file_actions_adddup2(&actions, descriptor, place)
        }
        var arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        let fault = posix_spawn(&process, command[0], &actions, &attributes, &arguments, environ)
        guard fault == 0 else {
            throw ClusterFault("cannot start \(command[0]): \(String(cString: strerror(fault)))")
        }
        return process
    }

    /// Waits for the end of `process` on a thread of its own and returns its exit code.
    static func end(of process: pid_t) async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(process, &status, 0) == -1, errno == EINTR {}
                let wasKilled = status & 0x7F != 0
                continuation.resume(returning: wasKilled ? -1 : status >> 8 & 0xFF)
            }
        }
    }
}
