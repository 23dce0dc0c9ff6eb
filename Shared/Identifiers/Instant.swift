/// A point in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(microseconds: instant.microseconds + duration.microseconds)
    }

    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(microseconds: instant.microseconds - duration.microseconds)
    }

    public static func - (later: Instant, earlier: Instant) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }
}

extension Duration {
    /// Whole microseconds, rounded towards zero.
    public var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    /// Milliseconds with their fraction.
    public var milliseconds: Double { Double(microseconds) / 1_000 }

    /// Seconds with their fraction.
    public var seconds: Double { Double(microseconds) / 1_000_000 }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-01-05T09:00:00.000Z`.
    public var description: String {
        let (days, time) = microseconds.quotientAndFloorRemainder(dividingBy: 86_400_000_000)
        let date = CalendarDate(daysSinceEpoch: Int(days))
        let milliseconds = time / 1_000
        let clock = [
            milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds / 1_000 % 60,
        ]
        .map { padded(Int($0), to: 2) }.joined(separator: ":")
        return "\(date)T\(clock).\(padded(Int(milliseconds % 1_000), to: 3))Z"
    }

    /// Reads RFC 3339, with any offset and up to nine fraction digits; nil when `text` is not that.
    public init?(_ text: some StringProtocol) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(digits: 4), reader.skip("-"),
            let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2),
            let date = CalendarDate(year: year, month: month, day: day),
            reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(digits: 2), hour < 24, reader.skip(":"),
            let minute = reader.number(digits: 2), minute < 60, reader.skip(":"),
            let second = reader.number(digits: 2), second < 61,
            let fraction = reader.fractionInMicroseconds(), let offset = reader.offsetInMinutes(),
            reader.isAtEnd
        else { return nil }
        let minutes = Int64(date.daysSinceEpoch) * 1_440 + Int64(hour * 60 + minute - offset)
        self.init(microseconds: (minutes * 60 + Int64(second)) * 1_000_000 + Int64(fraction))
    }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an RFC 3339 time")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension BinaryInteger {
    /// Floor division, so that times before 1970 fall on the right day.
    func quotientAndFloorRemainder(dividingBy divisor: Self) -> (Self, Self) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
