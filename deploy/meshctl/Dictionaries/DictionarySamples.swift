import AnalyzerContract
import ArgumentParser
import Compression
import Foundation
import Identifiers
import RPC
import Wire

/// Messages of one contract, read from what a path holds.
struct DictionarySamples {
    private let methods: [Contract.Method]
    private let messageNames: Set<String>
    private(set) var messages: [[UInt8]] = []

    /// `target` is a service, or one method of it: `coaching.observeMessage`.
    init(of target: String) throws {
        let service = Self.service(of: target)
        let contract = ContractRegistry.contracts.first { $0.service == service }
        let methods = (contract?.methods ?? []).filter { target == service || $0.name == target }
        guard !methods.isEmpty else {
            let known = ContractRegistry.contracts.map(\.service).joined(separator: ", ")
            throw ValidationError(
                "there is no service or method \(target); services are \(known)")
        }
        self.methods = methods
        messageNames = Set(
            methods.flatMap { [$0.request.wireSchema.name, $0.response.wireSchema.name] })
    }

    static func service(of target: String) -> String {
        String(target.prefix { $0 != "." })
    }

    /// Reads a file, or every file of a folder that it knows, by name.
    mutating func read(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw InputFault(file: path, line: nil, problem: "there is no such file")
        }
        guard isFolder.boolValue else { return try readFile(path) }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        for name in names where ["capture", "jsonl"].contains(URL(filePath: name).pathExtension) {
            try readFile("\(path)/\(name)")
        }
    }

    private mutating func readFile(_ path: String) throws {
        let data = try InputFile.data(path)
        if path.hasSuffix(".jsonl") {
            let isGolden = data.starts(with: Data("{\"message\"".utf8))
            guard !isGolden else { return try readGolden(data) }
            for record in try ConversationFile.read(path) { add(record) }
            return
        }
        let capture = try Capture(reading: Array(data))
        let found = CaptureMessages.messages(of: capture) { frame in
            try? MessageCompression.reading.decompressed(frame, byteCountMax: Limits.messageBytes)
        }
        for (name, bytes) in found where methods.contains(where: { $0.name == name }) {
            messages.append(bytes)
        }
    }

    /// Lines of contracts/golden.
    private mutating func readGolden(_ data: Data) throws {
        struct Row: Decodable {
            let message: String
            let hex: String
        }
        for line in data.split(separator: 0x0A) {
            let row = try JSONDecoder().decode(Row.self, from: Data(line))
            guard messageNames.contains(row.message) else { continue }
            messages.append(bytes(ofHex: row.hex))
        }
    }

    /// What the mesh says of a conversation as it goes on: each message, and the whole so far.
    mutating func add(_ conversation: Conversation) {
        if messageNames.contains(ObserveMessage.wireSchema.name) {
            for message in conversation.messages {
                messages.append(
                    ObserveMessage(
                        tenantID: conversation.tenantID,
                        conversationID: conversation.conversationID,
                        agentID: conversation.agentID, leadID: conversation.leadID,
                        category: conversation.category, context: conversation.context,
                        message: message
                    ).wireBytes())
            }
        }
        if messageNames.contains(Conversation.wireSchema.name) {
            for count in Set([1, 5, 10, 20, 40, conversation.messages.count]).sorted()
            where count <= conversation.messages.count {
                var part = conversation
                part.messages = Array(part.messages.prefix(count))
                messages.append(part.wireBytes())
            }
        }
    }

    private mutating func add(_ record: ConversationRecord) {
        add(
            Conversation(
                tenantID: record.tenantID, conversationID: record.conversationID,
                agentID: record.agentID, leadID: record.leadID, category: record.category,
                startedAt: record.startedAt,
                context: ConversationContext(
                    listingTitle: record.context.listingTitle ?? "",
                    listPrice: record.context.listPrice),
                messages: record.messages.map { message in
                    Message(
                        messageID: message.messageID, role: Open(message.role),
                        action: Open(message.action), text: message.text,
                        sentAt: message.sentAt, typingStartedAt: message.typingStartedAt,
                        price: message.price)
                }))
    }

    private func bytes(ofHex text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}
