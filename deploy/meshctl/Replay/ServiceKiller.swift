import Foundation
import LocalMesh
import Synchronization

/// Kills the services of a mesh on this machine, one after the other, as `kill -9` does.
final class ServiceKiller: Sendable {
    private let stateFile: URL
    private let interval: Duration
    private let count = Mutex(0)

    init(_ layout: MeshLayout, every interval: Duration) {
        stateFile = layout.stateFile
        self.interval = interval
    }

    /// How many processes it has killed.
    var kills: Int { count.withLock { $0 } }

    /// Goes on until its task is cancelled.
    func run() async {
        var turn = 0
        while (try? await Task.sleep(for: interval)) != nil {
            let service = MeshLayout.services[turn % MeshLayout.services.count]
            turn += 1
            // What is not up just now has been killed already.
            guard let state = MeshState.read(from: stateFile),
                let process = state.services[service], kill(process, SIGKILL) == 0
            else { continue }
            count.withLock { $0 += 1 }
        }
    }
}
