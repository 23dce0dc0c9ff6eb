/// What a report is written as, and where such a file has room for a seal.
package enum ReportFormat: String, CaseIterable, Codable, Sendable {
    case pdf, csv, json

    /// What stands before and after the seal: a PDF's comment (ISO 32000-1 § 7.2.4), a row of the
    /// table, an object's last member. None of them changes what the file says.
    var brackets: (opening: String, closing: String) {
        switch self {
        case .pdf: ("%coachingmesh-seal ", "\n")
        case .csv: ("seal,", ",,,,,,,\r\n")
        case .json: (#","seal":""#, "\"")
        }
    }

    /// The bytes that the seal stands before; readers look for a PDF's cross-references at its end.
    func tailStart(in body: [UInt8]) -> Int {
        switch self {
        case .pdf: body.lastRange(of: Array("startxref".utf8))?.lowerBound ?? body.count
        case .csv: body.count
        case .json: body.lastIndex(of: UInt8(ascii: "}")) ?? body.count
        }
    }

    /// By what a file begins with.
    init(of file: [UInt8]) {
        if file.starts(with: "%PDF-".utf8) {
            self = .pdf
        } else if file.first == UInt8(ascii: "{") {
            self = .json
        } else {
            self = .csv
        }
    }
}

extension [UInt8] {
    /// O(count).
    func lastRange(of pattern: [UInt8]) -> Range<Int>? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        return stride(from: count - pattern.count, through: 0, by: -1).first {
            self[$0] == first && self[$0..<$0 + pattern.count].elementsEqual(pattern)
        }.map { $0..<$0 + pattern.count }
    }
}
