import Foundation
import GamificationDomain
import Identifiers

/// A badge as a PNG that carries its credential: "baked" as Open Badges 3.0 § 5.3 says, in an iTXt
/// chunk.
///
/// The picture is the SVG's disc, rings and star without the words; a palette of 16 colours and
/// stored deflate blocks (RFC 1951 § 3.2.4) keep it at some 30 KiB without a library.
enum BadgePNG {
    static let keyword = "openbadgecredential"
    private static let side = 240

    static func bytes(_ achievement: Achievement, credential: String) -> [UInt8] {
        let rings = AchievementDifficulty.allCases.firstIndex(of: achievement.difficulty) ?? 0
        var header = bigEndian(UInt32(side)) + bigEndian(UInt32(side))
        // Four bits a pixel, by a palette, not interlaced.
        header += [4, 3, 0, 0, 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", header)
        file += chunk("PLTE", Palette.colours)
        file += chunk("tRNS", Palette.opacities)
        file += chunk("iTXt", text(keyword, credential))
        file += chunk("iTXt", text("Title", achievement.name))
        file += chunk("IDAT", deflated(rows(rings: rings)))
        return file + chunk("IEND", [])
    }

    /// Two pixels a byte; each row begins with filter type 0.
    private static func rows(rings: Int) -> [UInt8] {
        let picture = Picture(rings: rings)
        return (0..<side).flatMap { y -> [UInt8] in
            [0]
                + stride(from: 0, to: side, by: 2).map { x in
                    picture.colour(x, y) << 4 | picture.colour(x + 1, y)
                }
        }
    }

    /// PNG (third edition) § 11.3.3.4: not compressed, of no language.
    private static func text(_ keyword: String, _ value: String) -> [UInt8] {
        Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(value.utf8)
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(UInt32(data.count)) + body + bigEndian(Checksum.crc32(body))
    }

    /// A zlib stream (RFC 1950) of stored blocks.
    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let blockCount = 65_535
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: blockCount) {
            let block = bytes[start..<min(start + blockCount, bytes.count)]
            let count = UInt16(block.count)
            stream.append(block.endIndex == bytes.count ? 1 : 0)
            stream += [UInt8(count & 0xFF), UInt8(count >> 8)]
            stream += [UInt8(~count & 0xFF), UInt8(~count >> 8)]
            stream += block
        }
        return stream + bigEndian(Checksum.adler32(bytes))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}

/// From the ground through nothing to the disc's green, and from there to gold.
private enum Palette {
    static let steps = 7
    private static let green: [Double] = [0x1D, 0x2F, 0x2B]
    private static let gold: [Double] = [0xD9, 0xB9, 0x7C]

    /// 0 to 7 are the disc, the more opaque the higher; 8 to 15 are the disc turning gold.
    static let colours: [UInt8] = {
        let disc = (0...steps).map { _ in 0.0 }
        let turning = (0...steps).map { Double($0) / Double(steps) }
        return (disc + turning).flatMap { share in
            zip(green, gold).map { UInt8($0 + ($1 - $0) * share) }
        }
    }()

    static let opacities: [UInt8] = (0...steps).map { UInt8(255 * $0 / steps) }
}

/// The disc, its rings and its star, in the SVG's own units.
private struct Picture {
    private static let samples = 4
    private static let centre = (x: 120.0, y: 120.0)
    private static let radius = 110.0

    let rings: Int
    private let star: [(x: Double, y: Double)]

    init(rings: Int) {
        self.rings = rings
        star = (0..<10).map { point in
            let radius = point % 2 == 0 ? 48.0 : 20.0
            let angle = Double(point) * .pi / 5 - .pi / 2
            return (Self.centre.x + radius * cos(angle), Self.centre.y + radius * sin(angle))
        }
    }

    /// A place of the palette; the mean of sixteen samples.
    func colour(_ x: Int, _ y: Int) -> UInt8 {
        var (disc, gold) = (0, 0)
        for step in 0..<Self.samples * Self.samples {
            let (row, column) = step.quotientAndRemainder(dividingBy: Self.samples)
            let px = Double(x) + (Double(column) + 0.5) / Double(Self.samples)
            let py = Double(y) + (Double(row) + 0.5) / Double(Self.samples)
            let distance = hypot(px - Self.centre.x, py - Self.centre.y)
            if distance <= Self.radius { disc += 1 }
            if isGold(px, py, distance) { gold += 1 }
        }
        let all = Self.samples * Self.samples
        guard gold > 0 else { return UInt8(disc * Palette.steps / all) }
        return UInt8(Palette.steps + 1 + gold * Palette.steps / all)
    }

    private func isGold(_ x: Double, _ y: Double, _ distance: Double) -> Bool {
        let isOnRing = (0...rings).contains { abs(distance - (101 - Double($0) * 8)) <= 1.2 }
        return isOnRing || isInStar(x, y)
    }

    /// By counting the edges that a ray to the right crosses.
    private func isInStar(_ x: Double, _ y: Double) -> Bool {
        var isInside = false
        for (place, from) in star.enumerated() {
            let to = star[(place + 1) % star.count]
            guard (from.y > y) != (to.y > y) else { continue }
            if x < from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x) { isInside.toggle() }
        }
        return isInside
    }
}
