import AnalyzerContract
import CoachingContract
import GamificationContract
import MeshContract
import PredictionContract
import ROIContract
import Wire

struct Tally {
    var executions = 0
    var accepted = 0
}

/// Mutates messages of every contract and holds the decoders to what must be true of any input.
struct Fuzzer {
    /// A decoder of one message type, and its samples to start from.
    private struct Target {
        var message: any WireMessage.Type
        var samples: [[UInt8]]
    }

    private static let executionsPerBatch = 2_000

    private let targets: [Target]

    init() {
        let contracts = [
            Mesh.contract, Analyzer.contract, Coaching.contract, Gamification.contract,
            Prediction.contract, ROI.contract,
        ]
        targets = contracts.flatMap(\.messages).map { message in
            Target(
                message: message,
                samples: ContractSample.Fullness.allCases.map {
                    ContractSample.item(of: message.wireSchema, $0).encoded
                })
        }
    }

    /// What was wrong, with the input in hex; nil when all is well.
    func run(seed: UInt64, tally: inout Tally) -> String? {
        var mutator = Mutator(seed: seed)
        for _ in 0..<Self.executionsPerBatch {
            let target = targets[mutator.below(targets.count)]
            var bytes = target.samples[mutator.below(target.samples.count)]
            let other = targets[mutator.below(targets.count)].samples[0]
            mutator.mutate(&bytes, with: other)
            tally.executions += 1
            if let fault = check(target.message, bytes, &tally) {
                return "\(target.message.wireSchema.name): \(fault)\n\(hex(bytes))"
            }
        }
        return nil
    }

    private func check<Message: WireMessage>(
        _ type: Message.Type, _ bytes: [UInt8], _ tally: inout Tally
    ) -> String? {
        let direct = try? Message(wireBytes: bytes)
        let item = try? CBORValue(decoding: bytes)
        let lenient = try? CBORValue(decoding: bytes, rules: .lenient)
        if let item {
            if item.encoded != bytes { return "a generic item that writes back to other bytes" }
            if lenient == nil { return "strict reading accepts what lenient reading refuses" }
        }
        guard let direct else { return nil }
        tally.accepted += 1
        if item == nil { return "the message's decoder accepts what generic reading refuses" }
        return checkAccepted(direct, bytes)
    }

    private func checkAccepted<Message: WireMessage>(
        _ message: Message, _ bytes: [UInt8]
    ) -> String? {
        let written = message.wireBytes()
        guard let again = try? Message(wireBytes: written), again.wireBytes() == written else {
            return "an accepted message that does not survive a round trip"
        }
        guard let bridged = try? CBORDecoder().decode(Message.self, from: bytes),
            bridged.wireBytes() == written
        else { return "Codable reads it otherwise than the macro" }
        guard let text = try? WireJSON.text(of: written, as: Message.wireSchema),
            let back = try? WireJSON.bytes(of: text, as: Message.wireSchema), back == written
        else { return "JSON does not carry it there and back" }
        return nil
    }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
