import Signing

/// A file and the seal inside it, apart.
struct SealedFile: Sendable {
    let format: ReportFormat
    /// The file as it was before it was sealed.
    let body: [UInt8]
    /// A compact JWS.
    let seal: String

    init(_ body: [UInt8], as format: ReportFormat, seal: String) {
        self.body = body
        self.format = format
        self.seal = seal
    }

    /// Nil for a file without a seal. Whether the seal stands in its place, and whole, is for `bytes` to
    /// say: they are the file's only then. A table that a program wrote again, with other line ends or
    /// without empty columns, has its seal still.
    init?(parsing file: [UInt8]) {
        format = ReportFormat(of: file)
        let (opening, closing) = format.brackets
        guard let start = file.lastRange(of: Array(opening.utf8)) else { return nil }
        let rest = file[start.upperBound...]
        let end = rest.firstIndex { !Self.isOfSeals($0) } ?? rest.endIndex
        seal = String(decoding: file[start.upperBound..<end], as: UTF8.self)
        let isWhole = file[end...].starts(with: closing.utf8)
        guard isWhole || CompactJWS(seal) != nil else { return nil }
        body = Array(
            file[..<start.lowerBound] + file[(end + (isWhole ? closing.utf8.count : 0))...])
    }

    var bytes: [UInt8] {
        let (opening, closing) = format.brackets
        let tail = format.tailStart(in: body)
        return body[..<tail] + Array("\(opening)\(seal)\(closing)".utf8) + body[tail...]
    }

    /// Base64url and the points between its parts.
    private static func isOfSeals(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }
}
