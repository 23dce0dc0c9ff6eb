import Compression
import Foundation
import RPCTransport

/// A language's peer.
enum PeerLanguage: String, Sendable {
    case swift, python

    var command: [String] {
        switch self {
        case .swift:
            let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            return [tests.deletingLastPathComponent().appending(path: "conformance-peer").path]
        case .python:
            return [
                Self.interpreter ?? "",
                Case.folder.appending(path: "python/conformance_peer.py").path,
            ]
        }
    }

    /// Python with cbor2, as `make test` prepares it; nil where it is absent.
    static let interpreter: String? = {
        let path = FileManager.default.currentDirectoryPath + "/.mesh/python/bin/python3"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
}

/// The certificates of a run, and its peers while they last.
actor Peers {
    static let shared = Peers()

    private var folder: URL?
    private var callers: [PeerLanguage: PeerProcess] = [:]
    private var servers: [String: Server] = [:]

    struct Server {
        let process: PeerProcess
        let port: Int
    }

    func caller(_ language: PeerLanguage) throws -> PeerProcess {
        if let caller = callers[language], caller.isRunning { return caller }
        let caller = try PeerProcess(language.command + ["call", certificates(of: "gateway")])
        callers[language] = caller
        return caller
    }

    /// A server with these limits: the one that runs, or a new one.
    func server(_ language: PeerLanguage, limits: Datum) async throws -> Server {
        let key = "\(language) \(limits.json)"
        if let server = servers[key], server.process.isRunning { return server }
        let server = try await newServer(language, limits: limits)
        servers[key] = server
        return server
    }

    func newServer(_ language: PeerLanguage, limits: Datum) async throws -> Server {
        let process = try PeerProcess(
            language.command + ["serve", certificates(of: "conformance"), limits.json])
        guard let port = await process.nextLine()?["port"]?.integer else {
            throw PeerFault(description: "the \(language) server said no port")
        }
        return Server(process: process, port: port)
    }

    func certificates(of service: String) throws -> String {
        try folder(holding: ["conformance", "gateway"]).appending(path: service).path
    }

    private func folder(holding services: [String]) throws -> URL {
        if let folder { return folder }
        let made = FileManager.default.temporaryDirectory.appending(
            path: "conformance-\(UUID().uuidString)")
        let authority = try CertificateAuthority()
        for service in services {
            let home = made.appending(path: service)
            try authority.write(authority.issue(service: service), to: home.path)
            try Data(ZstdScript.dictionary.bytes).write(
                to: home.appending(path: "conformance.zdict"))
        }
        folder = made
        return made
    }
}

struct PeerFault: Error, CustomStringConvertible {
    let description: String
}
