import Foundation
import Logging
import RPC
import RPCTransport
import Synchronization
import Testing

/// Files that change while a server runs.
@Suite(.serialized)
struct ReloadTests {
    let service = EchoService()

    private struct NotANumber: Error {}

    private func number(_ contents: [[UInt8]]) throws -> Int {
        guard let number = Int(String(decoding: contents[0], as: UTF8.self)) else {
            throw NotANumber()
        }
        return number
    }

    @Test func whatWasLastInOrderStaysInUse() {
        var value = LastGood(1, from: [Array("1".utf8)])
        let steps: [(found: String?, value: Int, generation: Int, faults: Int)] = [
            ("1", 1, 0, 0), ("2", 2, 1, 0), ("2", 2, 1, 0), ("x", 2, 1, 1), ("x", 2, 1, 1),
            ("y", 2, 1, 2), (nil, 2, 1, 3), (nil, 2, 1, 3), ("3", 3, 2, 3), ("x", 3, 2, 4),
            ("3", 3, 3, 4),
        ]
        for (step, expected) in steps.enumerated() {
            if let found = expected.found {
                _ = value.found([Array(found.utf8)], reading: number)
            } else {
                _ = value.failed("gone")
            }
            #expect(value.value == expected.value, "step \(step)")
            #expect(value.generation == expected.generation, "step \(step)")
            #expect(value.faultCount == expected.faults, "step \(step)")
        }
    }

    @Test func aBadPolicyFileIsToldAndTheLastGoodOneStays() throws {
        let folder = try ScratchFolder()
        let path = folder.path("policy.json")
        let good = #"{"version": 1, "allow": [{"method": "*", "callers": ["roi"]}]}"#
        try folder.write(good, to: "policy.json")
        let observer = TransportEvents()
        let file = try FollowedFiles(
            "policy", [path], logger: Loopback.logger, observer: observer
        ) { try Policy(json: $0[0]) }
        for bad in [
            #"{"version": 2}"#, "", "{", #"{"version": 1, "deny": [{"method": "*"}]}"#,
            #"{"version": 1, "deny": [{"method": "*", "callers": ["roi"], "unless": "x"}]}"#,
            #"{"version": 1, "principals": {"forwarder": ["roi"]}}"#,
            #"{"version": 1, "allow": [{"method": "", "callers": ["roi"]}]}"#,
        ] {
            try folder.write(bad, to: "policy.json")
            let before = file.faultCount
            #expect(file.look() == nil, "\(bad)")
            #expect(file.faultCount == before + 1, "\(bad)")
            #expect(file.value.refusal(of: "echo.echo", to: "roi") == nil)
            try folder.write(good, to: "policy.json")
            _ = file.look()
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(file.look() == nil)
        #expect(file.value.refusal(of: "echo.echo", to: "roi") == nil)
        try folder.write(#"{"version": 1}"#, to: "policy.json")
        #expect(file.look() != nil)
        #expect(file.value.refusal(of: "echo.echo", to: "roi")?.code == .permissionDenied)
        #expect(observer.all.contains(.reloaded("policy")))
        #expect(observer.all.contains { if case .reloadFailed = $0 { true } else { false } })
    }

    @Test func aNewPolicyHoldsForOpenConnectionsAndEndsWhatItForbids() async throws {
        try await Loopback.serving(service.handlers) { server, client in
            let echo = Client<Echo>(client)
            var stream = echo.forEver(Text(text: "")).makeAsyncIterator()
            _ = try await stream.next()
            let allowed = Policy(
                allow: [.init(method: "echo.*", callers: ["gateway"])],
                deny: [.init(method: "echo.append", callers: ["gateway"])])
            await server.use(allowed)
            let denied = await CallBehaviour.error { try await echo.append(Text(text: "")) }
            #expect(denied?.code == .permissionDenied)
            _ = try await stream.next()
            await server.use(
                Policy(allow: allowed.allow, deny: [.init(method: "*", callers: ["*"])]))
            var ending: RPCError?
            do { while try await stream.next() != nil {} } catch { ending = error as? RPCError }
            #expect(ending?.code == .permissionDenied)
            #expect(await eventually { server.runningHandlers == 0 })
            await server.use(.open)
            let answer = try await echo.append(Text(text: "again"))
            #expect(answer.text == "again!")
        }
    }

    // MARK: - Certificates

    /// Leaf, key and roots of both sides move from one authority to another while calls flow.
    @Test func everythingRotatesUnderLoadWithoutAFailedCall() async throws {
        let (old, new) = (
            try CertificateAuthority(name: "old"), try CertificateAuthority(name: "new")
        )
        let sides = try (Side("echo", old), Side("gateway", old))
        var limits = Loopback.limits
        limits.renewalSpread = .milliseconds(50)
        let server = MeshServer(
            handlers: service.handlers, tls: sides.0.files, policy: .open, limits: limits,
            address: Endpoint(port: 0), serviceName: "echo", logger: Loopback.logger)
        try await server.start()
        let client = MeshClient(
            target: "echo", endpoints: [Endpoint(port: try server.port)], tls: sides.1.files,
            limits: limits, logger: Loopback.logger)
        let following = [
            Task {
                await sides.0.files.follow(every: .milliseconds(20)) { server.renewConnections() }
            },
            Task { await sides.1.files.follow(every: .milliseconds(20)) {} },
        ]
        let load = Load(Client(client), workers: 8)
        try await load.more(than: 50)
        let roots = "\(old.certificatePEM)\n\(new.certificatePEM)"
        for stage in 0..<4 {
            for side in [sides.0, sides.1] {
                let generation = side.files.current.generation
                switch stage {
                case 0: try side.folder.write(roots, to: "ca.pem")
                case 1: try side.writeLeaf(from: new)
                case 2: try side.folder.write(new.certificatePEM, to: "ca.pem")
                default: try side.writeLeaf(from: new)
                }
                #expect(
                    await eventually { side.files.current.generation > generation },
                    "stage \(stage) of \(side.name): \(side.files.faultCount) faults")
            }
            try await Task.sleep(for: .milliseconds(150))
            try await load.more(than: 50)
        }
        // A file that is no certificate changes nothing.
        try sides.0.folder.write("nonsense", to: "cert.pem")
        #expect(await eventually { sides.0.files.faultCount > 0 })
        server.renewConnections()
        try await Task.sleep(for: .milliseconds(100))
        try await load.more(than: 50)
        let failures = await load.stop()
        #expect(failures.isEmpty, "\(failures.first as Any)")
        let stranger = try await TLSProbe.failure(
            port: server.port, leafOf: old, trusting: new)
        #expect(stranger != nil, "the old authority is still trusted")
        #expect(
            try await TLSProbe.failure(port: server.port, leafOf: new, trusting: new) == nil)
        for task in following { task.cancel() }
        client.close()
        await server.stop()
    }

    @Test(arguments: ["expired", "nobody", "otherKey", "noRoots", "missing"])
    func badCertificatesAreNotTaken(kind: String) throws {
        let authority = try CertificateAuthority()
        let side = try Side("echo", authority)
        switch kind {
        case "expired": try side.writeLeaf(from: authority, validFor: .seconds(-60))
        case "nobody":
            let leaf = try authority.issue(commonName: "echo", uris: [])
            try side.folder.write(leaf.certificatePEM, to: "cert.pem")
            try side.folder.write(leaf.keyPEM, to: "key.pem")
        case "otherKey":
            try side.folder.write(try authority.issue(service: "echo").keyPEM, to: "key.pem")
        case "noRoots": try side.folder.write("\n", to: "ca.pem")
        default: try FileManager.default.removeItem(atPath: side.folder.path("key.pem"))
        }
        side.files.look()
        #expect(side.files.faultCount == 1)
        #expect(side.files.current.generation == 0)
        try side.writeLeaf(from: authority)
        try side.folder.write(authority.certificatePEM, to: "ca.pem")
        side.files.look()
        #expect(side.files.current.generation == 1)
    }
}

/// One service's certificate files.
private struct Side {
    let name: String
    let folder: ScratchFolder
    let files: TLSFiles

    init(_ name: String, _ authority: CertificateAuthority) throws {
        self.name = name
        folder = try ScratchFolder()
        try authority.write(authority.issue(service: name), to: folder.directory)
        files = try TLSFiles(directory: folder.directory, logger: Loopback.logger)
    }

    func writeLeaf(
        from authority: CertificateAuthority, validFor: Duration = .seconds(3_600)
    ) throws {
        let leaf = try authority.issue(service: name, validFor: validFor)
        try folder.write(leaf.certificatePEM, to: "cert.pem")
        try folder.write(leaf.keyPEM, to: "key.pem")
    }
}

/// A folder that goes with its owner.
final class ScratchFolder: Sendable {
    let directory: String

    init() throws {
        directory = NSTemporaryDirectory() + "/rpc-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func path(_ name: String) -> String { "\(directory)/\(name)" }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
    }
}

/// Calls without a pause until it is stopped, and keeps what failed.
final class Load: Sendable {
    private final class Progress: Sendable {
        struct State {
            var done = 0
            var failures: [String] = []
            var isStopping = false
        }
        let state = Mutex(State())
        func with<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
            state.withLock { body(&$0) }
        }
    }

    private let progress: Progress
    private let workers: Task<Void, Never>

    init(_ echo: Client<Echo>, workers count: Int) {
        let progress = Progress()
        self.progress = progress
        workers = Task {
            await withTaskGroup(of: Void.self) { group in
                for worker in 0..<count {
                    group.addTask {
                        while !progress.with({ $0.isStopping }) {
                            do {
                                let text = "\(worker)"
                                let answer = try await echo.append(
                                    Text(text: text), timeout: .seconds(60))
                                progress.with { $0.done += 1 }
                                if answer.text != text + "!" { throw WrongAnswer() }
                            } catch {
                                progress.with { $0.failures.append("\(error)") }
                                return
                            }
                        }
                    }
                }
            }
        }
    }

    private struct WrongAnswer: Error {}

    var count: Int { progress.with { $0.done } }

    /// Returns once so many more calls have ended, or one has failed.
    func more(than count: Int) async throws {
        let target = self.count + count
        #expect(
            await eventually {
                progress.with { $0.done > target || !$0.failures.isEmpty }
            })
    }

    /// The errors of all calls that failed.
    func stop() async -> [String] {
        progress.with { $0.isStopping = true }
        await workers.value
        return progress.with { $0.failures }
    }
}

/// Keeps what an observer is told outside calls.
final class TransportEvents: CallObserver {
    private let kept = Mutex<[TransportEvent]>([])
    var all: [TransportEvent] { kept.withLock { $0 } }
    func callEnded(_ outcome: CallOutcome) {}
    func observed(_ event: TransportEvent) { kept.withLock { $0.append(event) } }
}
