import Foundation

/// Where the project's own files are, from a test's point of view.
enum Executables {
    /// The folder of the package, found from this file.
    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let policies = package.appending(path: "deploy/policy")

    /// The folder of the built products: the test bundle stands among them.
    static let directory: URL = {
        let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let isThere = FileManager.default.isExecutableFile(
            atPath: bundle.appending(path: "coaching").path)
        return isThere ? bundle : package.appending(path: ".build/debug").resolvingSymlinksInPath()
    }()
}
