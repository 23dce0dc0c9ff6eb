import Foundation

/// A peer in another language: a small program beside this one, built from Debian's packages.
///
/// It is given the same certificates and loads, and prints the same rows.
struct ForeignPeer {
    let peer: Options.Peer
    /// The folder under Tests/Benchmarks that holds its source and `build`, which builds it.
    let folder: String
    /// What it is built from.
    let packages: [String]

    static let grpcCPlusPlus = ForeignPeer(
        peer: .grpcCPlusPlus, folder: "GRPCCPlusPlus",
        packages: ["g++", "libgrpc++-dev", "libprotobuf-dev", "protobuf-compiler-grpc"])
    static let grpcGo = ForeignPeer(
        peer: .grpcGo, folder: "GRPCGo", packages: ["golang-go", "golang-google-grpc-dev"])

    /// Builds and runs the peer; without its packages it says what to install.
    func measure(_ options: Options, _ certificates: Certificates) throws {
        guard !loads(options).isEmpty else { return }
        let missing = packages.filter { !isInstalled($0) }
        guard missing.isEmpty else {
            return note(
                "\(peer.rawValue) is left out; install it with "
                    + "apt-get install \(missing.joined(separator: " "))")
        }
        let program = FileManager.default.temporaryDirectory
            .appending(path: "mesh-benchmark-\(folder)").path
        note("building \(peer.rawValue)")
        try run("\(Self.benchmarks)/\(folder)/build", [program], output: .standardError)
        for load in loads(options) {
            let arguments = [
                certificates.folder, load.kind.rawValue, "\(load.inFlight)", "\(load.byteCount)",
                "\(load.seconds)",
            ]
            try run(program, arguments, output: .standardOutput)
        }
    }

    private func loads(_ options: Options) -> [Load] {
        options.unaryLoads(of: peer) + options.streamLoads(of: peer)
    }

    private func isInstalled(_ package: String) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/dpkg-query")
        process.arguments = ["--show", "--showformat=${db:Status-Status}", package]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        let status = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: status, as: UTF8.self) == "installed"
    }

    private func run(_ program: String, _ arguments: [String], output: FileHandle) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(program) ended with \(process.terminationStatus)")
        }
    }

    /// Tests/Benchmarks, from where this file was compiled.
    private static let benchmarks = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().path

    struct Failure: Error, CustomStringConvertible { let description: String }
}
