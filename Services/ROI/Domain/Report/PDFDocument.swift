/// Pages of text, lines and boxes as a PDF 1.4 file, in the fonts that every reader brings.
///
/// The same drawing gives the same bytes, so that a hash of the file says something: there is no
/// date and no random identifier in it. Coordinates are points from the top left corner of an A4
/// page. Text is Latin-1 as PDF's WinAnsi encoding has it; other characters become question marks.
package struct PDFDocument {
    package enum Font: String, Sendable {
        case regular = "F1"
        case bold = "F2"
    }

    package static let width = 595.0
    package static let height = 842.0

    private var pages: [String] = []
    private var current = ""
    private let title: String

    package init(title: String) { self.title = title }

    package mutating func endPage() {
        pages.append(current)
        current = ""
    }

    package mutating func text(
        _ text: String, x: Double, y: Double, size: Double = 10, font: Font = .regular,
        grey: Double = 0
    ) {
        current += """
            BT /\(font.rawValue) \(size.pdf) Tf \(grey.pdf) g \(x.pdf) \((Self.height - y).pdf) Td \
            (\(Self.escaped(text))) Tj ET

            """
    }

    package mutating func line(
        from: (Double, Double), to: (Double, Double), width: Double = 0.7, grey: Double = 0
    ) {
        current += """
            \(grey.pdf) G \(width.pdf) w \(from.0.pdf) \((Self.height - from.1).pdf) m \
            \(to.0.pdf) \((Self.height - to.1).pdf) l S

            """
    }

    package mutating func box(
        x: Double, y: Double, width: Double, height: Double,
        colour: (Double, Double, Double) = (0.93, 0.95, 0.99)
    ) {
        current += """
            \(colour.0.pdf) \(colour.1.pdf) \(colour.2.pdf) rg \(x.pdf) \
            \((Self.height - y - height).pdf) \(width.pdf) \(height.pdf) re f

            """
    }

    /// Points that a text takes, by the font's own metrics (Adobe's AFM of Helvetica).
    package static func width(of text: String, size: Double, font: Font = .regular) -> Double {
        let units = winAnsi(text).reduce(0) { sum, byte in
            sum + (32...126 ~= byte ? widths[Int(byte) - 32] : 556)
        }
        // The bold face is wider by about a sixteenth.
        return Double(units) * size / 1_000 * (font == .bold ? 1.07 : 1)
    }

    /// Lines that fit a width.
    package static func wrapped(
        _ text: String, width: Double, size: Double, font: Font = .regular
    ) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let longer = line.isEmpty ? String(word) : "\(line) \(word)"
            if !line.isEmpty, Self.width(of: longer, size: size, font: font) > width {
                lines.append(line)
                line = String(word)
            } else {
                line = longer
            }
        }
        return lines + (line.isEmpty ? [] : [line])
    }

    /// The file.
    package func bytes() -> [UInt8] {
        let pages = current.isEmpty ? pages : pages + [current]
        let firstPage = 6
        let kids = pages.indices.map { "\(firstPage + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
            "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            "<< /Title (\(Self.escaped(title))) /Producer (CoachingMesh) >>",
        ]
        for (index, content) in pages.enumerated() {
            objects.append(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(Self.width.pdf) \(Self.height.pdf)] \
                /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> \
                /Contents \(firstPage + 2 * index + 1) 0 R >>
                """)
            objects.append(
                "<< /Length \(Self.latin(content).count) >>\nstream\n\(content)endstream")
        }
        var file = Self.latin("%PDF-1.4\n")
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Self.latin("\(index + 1) 0 obj\n\(object)\nendobj\n")
        }
        let start = file.count
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        table += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 5 0 R >>\n"
        return file + Self.latin(table + "startxref\n\(start)\n%%EOF\n")
    }

    // MARK: - Bytes

    private static func latin(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    }

    /// Windows code page 1252, as far as reports use it.
    private static func winAnsi(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "–": 0x96
            case "—": 0x97
            case "’": 0x92
            case "“": 0x93
            case "”": 0x94
            case "•": 0x95
            case "…": 0x85
            case "€": 0x80
            case "−": UInt8(ascii: "-")
            default:
                (32...126).contains(scalar.value) || (160...255).contains(scalar.value)
                    ? UInt8(scalar.value) : UInt8(ascii: "?")
            }
        }
    }

    /// A string of a content stream: parentheses and what is not ASCII by escapes.
    private static func escaped(_ text: String) -> String {
        winAnsi(text).map { byte in
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
                "\\" + String(UnicodeScalar(byte))
            case 127...:
                "\\" + String(byte, radix: 8)
            default: String(UnicodeScalar(byte))
            }
        }.joined()
    }

    /// Thousandths of the size, from the space to the tilde.
    private static let widths = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556,
        556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1_015, 667, 667, 722,
        722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
        667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
        556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
        500, 334, 260, 334, 584,
    ]
}

extension Double {
    /// As PDF writes numbers: two decimals, no exponent.
    fileprivate var pdf: String { rounded(places: 2) }
}
