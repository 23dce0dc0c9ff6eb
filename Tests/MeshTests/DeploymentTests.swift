import Foundation
import Testing

@testable import MeshctlCommands

/// What platform teams deploy with says the same as the code, and is what its readers take.
struct DeploymentTests {
    private static let deploy = URL(filePath: FileManager.default.currentDirectoryPath)
        .appending(path: "deploy")

    @Test func `the manifests in the tree are those of the services' own names and peers`() throws {
        for (name, yaml) in try Manifests.files() {
            let file = Self.deploy.appending(path: "kubernetes/\(name)")
            let committed = try? String(contentsOf: file, encoding: .utf8)
            #expect(committed == yaml, "run `meshctl manifests` and commit \(name)")
        }
    }

    @Test func `every setting that the code reads is told, and no other`() throws {
        let told = try String(
            contentsOf: Self.deploy.appending(path: "settings.md"), encoding: .utf8)
        let names = Set(told.matches(of: /`([A-Z][A-Z0-9_]*_?[A-Z0-9]+)`/).map { String($0.1) })
        let read = try Self.settingsInTheSources()
        #expect(read.count > 60)
        #expect(read.subtracting(names) == [], "name them in deploy/settings.md")
        let made = /PEER_[A-Z]+|CLAUDE_[A-Z_]+_(MODEL|EFFORT)|CONFIG_FILE/
        #expect(names.subtracting(read).filter { $0.wholeMatch(of: made) == nil } == [])
    }

    /// The keys of all calls of a `SettingsReader` that the sources have.
    private static func settingsInTheSources() throws -> Set<String> {
        let root = deploy.deletingLastPathComponent()
        let call =
            /(?:text|optionalText|integer|seconds|word|address|url|keys|pairs)\(\s*(?:of: )?"([a-z0-9.]+)"/
        var names: Set<String> = []
        for folder in ["Services", "Shared/Runtime", "Shared/Claude"] {
            let files = try FileManager.default.subpathsOfDirectory(
                atPath: root.appending(path: folder).path)
            for file in files where file.hasSuffix(".swift") {
                let url = root.appending(path: "\(folder)/\(file)")
                let source = try String(contentsOf: url, encoding: .utf8)
                guard source.contains("SettingsReader") else { continue }
                names.formUnion(source.matches(of: call).map { String($0.1) })
            }
        }
        return Set(names.map { $0.uppercased().replacing(".", with: "_") })
    }

    @Test(.enabled(if: isThere(python("kubernetes-validate")), "make python installs it"))
    func `kubernetes takes the manifests`() throws {
        let folder = Self.deploy.appending(path: "kubernetes").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files.count == 8)
        let arguments = ["--strict"] + files.map { "\(folder)/\($0)" }
        let (status, said) = try run(python("kubernetes-validate"), arguments)
        #expect(status == 0, "\(said)")
    }

    @Test func `the image is built with the libraries that the Makefile installs`() throws {
        let root = Self.deploy.deletingLastPathComponent()
        let libraries = try ["Makefile", "deploy/docker/Dockerfile"].map { file in
            let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
            let tests = text.firstRange(of: "bench: PACKAGES +=")?.lowerBound ?? text.endIndex
            return Set(text[..<tests].matches(of: /lib[a-z0-9-]+-dev/).map { String($0.0) })
        }
        #expect(libraries[0].count > 4)
        #expect(libraries[0] == libraries[1])
    }

    @Test(.enabled(if: isThere(python("hadolint")), "make python installs it"))
    func `the image's recipe has no known mistake`() throws {
        let file = Self.deploy.appending(path: "docker/Dockerfile").path
        let (status, said) = try run(python("hadolint"), [file])
        #expect(status == 0, "\(said)")
    }

    @Test(.enabled(if: isThere("/usr/bin/systemd-analyze"), "there is no systemd here"))
    func `systemd takes the units, and they leave a service little`() throws {
        let folder = Self.deploy.appending(path: "systemd").path
        let units = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let paths = units.map { "\(folder)/\($0)" }
        let (status, said) = try run("/usr/bin/systemd-analyze", ["verify"] + paths)
        #expect(status == 0, "\(said)")
        let service = "\(folder)/coachingmesh@.service"
        // 100 is a process without any limit; 20 is the scale's "OK".
        let (isLittle, exposure) = try run(
            "/usr/bin/systemd-analyze",
            ["security", "--offline=true", "--threshold=20", "--no-pager", service])
        #expect(isLittle == 0, "\(exposure.suffix(200))")
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}

private func isThere(_ program: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: program)
}

private func python(_ program: String) -> String {
    FileManager.default.currentDirectoryPath + "/.mesh/python/bin/\(program)"
}
