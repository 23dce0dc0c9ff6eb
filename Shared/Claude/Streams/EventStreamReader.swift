/// Reads server-sent events (WHATWG HTML §9.2.6) from bytes that come in parts of any size.
struct EventStreamReader: Sendable {
    struct Event: Sendable, Hashable {
        var name: String
        var data: String
    }

    /// No event of the API is longer; a server that never ends one must not fill our memory.
    static let eventByteCountMax = 4 << 20

    private var line: [UInt8] = []
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var followsReturn = false
    private var isAtStart = true

    /// The events that `part` completes.
    mutating func read(_ part: some Sequence<UInt8>) throws(ClaudeFault) -> [Event] {
        var events: [Event] = []
        for byte in part {
            let endsPair = followsReturn && byte == UInt8(ascii: "\n")
            followsReturn = byte == UInt8(ascii: "\r")
            if endsPair { continue }
            guard byte == UInt8(ascii: "\n") || followsReturn else {
                line.append(byte)
                guard line.count + data.count <= Self.eventByteCountMax else {
                    throw .broken("an event is longer than \(Self.eventByteCountMax) bytes")
                }
                continue
            }
            if let event = lineEnded() { events.append(event) }
        }
        return events
    }

    private mutating func lineEnded() -> Event? {
        defer { line.removeAll(keepingCapacity: true) }
        if isAtStart, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isAtStart = false
        guard !line.isEmpty else { return eventEnded() }
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        let field = line[..<(colon ?? line.endIndex)]
        var value = colon.map { line[($0 + 1)...] } ?? []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: field, as: UTF8.self) {
        case "event": name = String(decoding: value, as: UTF8.self)
        case "data":
            if hasData { data.append(UInt8(ascii: "\n")) }
            data += value
            hasData = true
        // Comments, ids and times to reconnect after mean nothing to one answer.
        default: break
        }
        return nil
    }

    private mutating func eventEnded() -> Event? {
        defer { (name, data, hasData) = ("", [], false) }
        guard hasData else { return nil }
        return Event(name: name, data: String(decoding: data, as: UTF8.self))
    }
}
