import Foundation
import Identifiers
import Testing
import Wire

/// Python with cbor2 and cddl-verifier, as `make test` prepares it; nil where it is absent.
private let python: String? = {
    let path = FileManager.default.currentDirectoryPath + "/.mesh/python/bin/python3"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
}()

@Suite("Other implementations", .enabled(if: python != nil, "`make python` has not been run"))
struct PeerTests {
    @Test(
        "cddl-verifier accepts the CDDL of every contract and every golden message under it",
        arguments: contracts.map(\.service))
    func goldensAreValid(service: String) throws {
        let contract = try #require(contracts.first { $0.service == service })
        var job = Job(cddl: CDDLEmitter(contract).text())
        for message in contract.messages {
            for fullness in ContractSample.Fullness.allCases {
                let sample = ContractSample.item(of: message.wireSchema, fullness)
                job.valid.append(Job.Case(message.wireSchema.name, sample.encoded))
            }
            // A sample without its first required key, and with a key of a wrong type.
            if let wrong = damaged(message.wireSchema) {
                job.invalid += wrong.map { Job.Case(message.wireSchema.name, $0) }
            }
        }
        #expect(try ask(job).faults == [])
    }

    @Test("cbor2 reads what Swift wrote, valid under its CDDL, and writes the same bytes")
    func readsOurs() throws {
        var random = SplitMix64(seed: 1)
        var job = Job(cddl: CDDLEmitter(everything).text())
        for _ in 0..<100 {
            let bytes = Everything.random(&random).wireBytes()
            job.valid.append(Job.Case("Everything", bytes))
            job.roundtrip.append(hex(bytes))
        }
        #expect(try ask(job).faults == [])
    }

    @Test("Swift reads what cbor2 wrote, as the same message, and writes the same bytes")
    func readsTheirs() throws {
        var job = Job(cddl: CDDLEmitter(everything).text())
        job.leaves = 200
        let answer = try ask(job)
        #expect(answer.leaves.count == 200)
        for theirs in answer.leaves {
            let leaf = try Leaf(wireBytes: bytes(hex: theirs.hex))
            #expect(leaf == (try WireJSON.message(Leaf.self, of: theirs.json)))
            #expect(hex(leaf.wireBytes()) == theirs.hex)
        }
    }

    /// A sample without a key that must be there, and one with a known key of a wrong type.
    private func damaged(_ schema: WireSchema) -> [[UInt8]]? {
        guard case .map(let pairs) = ContractSample.item(of: schema, .full), !pairs.isEmpty else {
            return nil
        }
        var samples: [[UInt8]] = []
        if let required = schema.fields.first(where: { $0.presence == .required }) {
            let kept = pairs.filter { $0.key != .unsigned(UInt64(required.key)) }
            samples.append(CBORValue.map(kept).encoded)
        }
        // No field is a simple value, so no field may have this one.
        let wrong = pairs.dropLast() + [CBORValue.Pair(pairs[pairs.count - 1].key, .simple(99))]
        samples.append(CBORValue.map(Array(wrong)).encoded)
        return samples
    }
}

/// The test messages as a contract of their own.
private let everything = Contract(
    service: "test",
    methods: [
        Contract.Method(
            "test.everything", .unary, isIdempotent: true, request: Everything.self,
            response: Leaf.self)
    ])

private struct Job: Encodable {
    struct Case: Encodable {
        var type: String
        var hex: String

        init(_ type: String, _ bytes: [UInt8]) {
            self.type = type
            hex = WireTests.hex(bytes)
        }
    }

    var cddl: String
    var valid: [Case] = []
    var invalid: [Case] = []
    var roundtrip: [String] = []
    var seed = 1
    var leaves = 0

    init(cddl: String) { self.cddl = cddl }
}

private struct Answer: Decodable {
    struct Theirs: Decodable {
        var hex: String
        var json: String
    }

    var faults: [String]
    var leaves: [Theirs]
}

private func ask(_ job: Job) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("wire-peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (question, answer) = (
        folder.appendingPathComponent("in"), folder.appendingPathComponent("out")
    )
    try JSONEncoder().encode(job).write(to: question)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = ["Tests/WireTests/wire_peer.py", question.path, answer.path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "wire_peer.py failed; see its traceback above")
    return try JSONDecoder().decode(Answer.self, from: Data(contentsOf: answer))
}
