import Foundation

/// Which processes of a mesh run on this machine, as the supervisor last wrote it.
package struct MeshState: Codable, Sendable {
    package var supervisor: Int32
    /// Where its ports begin, and the dashboard's.
    package var basePort: Int
    package var httpsPort: Int
    package var services: [String: Int32] = [:]
    /// Starts after the first.
    package var restarts: [String: Int] = [:]

    package init(supervisor: Int32, of layout: MeshLayout) {
        self.supervisor = supervisor
        basePort = layout.basePort
        httpsPort = layout.httpsPort
    }

    /// Nil when no mesh was started there.
    package static func read(from file: URL) -> MeshState? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONDecoder().decode(MeshState.self, from: data)
    }

    func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try encoder.encode(self).write(to: file, options: .atomic)
    }

    /// The supervisor's id while it lives; process ids are reused, so its program is checked too.
    package var liveSupervisor: Int32? {
        Self.program(of: supervisor)?.hasSuffix("/meshctl") == true ? supervisor : nil
    }

    /// Ends services that a supervisor which was killed left behind; returns how many there were.
    @discardableResult
    package static func endLeftovers(of layout: MeshLayout) throws -> Int {
        guard let state = read(from: layout.stateFile) else { return 0 }
        if let supervisor = state.liveSupervisor, supervisor != getpid() {
            throw MeshAlreadyRuns(supervisor: supervisor)
        }
        let left = state.services.filter { service, pid in
            program(of: pid) == layout.executables.appending(path: service).path
        }
        for pid in left.values { kill(pid, SIGTERM) }
        try FileManager.default.removeItem(at: layout.stateFile)
        return left.count
    }

    private static func program(of pid: Int32) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe")
            .replacing(" (deleted)", with: "")
    }
}

/// A second supervisor of the same folder would fight the first for its ports.
package struct MeshAlreadyRuns: Error, CustomStringConvertible {
    private let supervisor: Int32

    package init(supervisor: Int32) { self.supervisor = supervisor }

    package var description: String {
        "the mesh is already up (process \(supervisor)); run `meshctl down` first"
    }
}
