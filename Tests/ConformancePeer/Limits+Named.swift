import Compression
import Foundation
import RPC

extension Limits {
    /// The defaults, but for the ones named: the names are those of every language's peer.
    init(_ named: [String: Double]) {
        self.init()
        for (name, value) in named {
            switch name {
            case "frame_bytes": frameBytes = Int(value)
            case "stream_credit": streamCredit = Int(value)
            case "connection_credit": connectionCredit = Int(value)
            case "concurrent_calls": concurrentCalls = Int(value)
            case "connect_seconds": connectionWait = .seconds(value)
            case "hello_seconds": helloTimeout = .seconds(value)
            case "ping_seconds": pingInterval = .seconds(value)
            case "ping_answer_seconds": pingTimeout = .seconds(value)
            case "abnormal_events": abnormalEvents = Int(value)
            case "reads_compressed", "compresses", "dictionary": break  // MessageCompression's.
            default: preconditionFailure("the limit \(name) has no name here")
            }
        }
    }
}

extension MessageCompression {
    /// What `reads_compressed` (1 unless told), `compresses` and `dictionary` (0 unless told) ask for.
    static func named(_ named: [String: Double], folder: String) throws -> MessageCompression? {
        guard named["reads_compressed"] != 0 else { return nil }
        var dictionaries: [CompressionDictionary] = []
        if named["dictionary"] == 1 {
            let file = URL(filePath: "\(folder)/conformance.zdict")
            dictionaries.append(
                try CompressionDictionary(
                    service: "conformance", bytes: Array(Data(contentsOf: file))))
        }
        return MessageCompression(sends: named["compresses"] == 1, dictionaries: dictionaries)
    }
}
