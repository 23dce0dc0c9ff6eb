import NIOCore
import RPC

extension Datum {
    /// A frame as a script's `expect` sees it.
    init(_ frame: Frame) {
        var fields: [String: Datum] = [
            "type": .text("\(frame.type)".lowercased()),
            "stream": .integer(Int(frame.stream)),
            "end": .boolean(frame.flags.contains(.end)),
            "more": .boolean(frame.flags.contains(.more)),
            "compressed": .boolean(frame.flags.contains(.compressed)),
            "ack": .boolean(frame.flags.contains(.ack)),
            "length": .integer(frame.body.readableBytes),
        ]
        var body = frame.body
        switch frame.type {
        case .response:
            guard let head = try? ResponseHead(reading: &body) else { break }
            let error = RPCError(head, from: "")
            fields["status"] = .text("\(head.status)")
            fields["message"] = .text(error.message)
            fields["payload"] = .integer(body.readableBytes)
        case .goAway:
            guard let goAway = try? GoAway(reading: body) else { break }
            fields["last"] = .integer(Int(goAway.lastStream))
            fields["status"] = .text("\(goAway.code)")
            fields["reason"] = .text(goAway.reason)
        case .credit: fields["bytes"] = body.readInteger(as: UInt32.self).map { .integer(Int($0)) }
        case .cancel: fields["status"] = body.readInteger(as: UInt8.self).map { .integer(Int($0)) }
        case .ping: fields["token"] = .text("\(body.readInteger(as: UInt64.self) ?? 0)")
        case .hello:
            guard let hello = try? Hello(checking: Array(body.readableBytesView)) else { break }
            fields["version"] = .integer(Int(hello.version))
            fields["methods"] = .integer(hello.methods?.count ?? 0)
        case .request, .data: break
        }
        self = .map(fields)
    }
}
