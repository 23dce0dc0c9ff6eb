import GatewayDomain
import Identifiers

/// How the pages write numbers, times and the domain's words.
enum Words {
    /// `Accepted`, `Accepted, done`, `Dismissed`, …
    static func answer(_ answer: LiveAnswer) -> String {
        switch answer.actedOn {
        case true?: "\(title(answer.response)), done"
        case false?: "\(title(answer.response)), not done"
        case nil: title(answer.response)
        }
    }

    /// `1 of 53`; a dash where there is nothing to count.
    static func share(_ count: Int, of whole: Int) -> String {
        whole == 0 ? "–" : "\(grouped(count)) of \(grouped(whole))"
    }

    /// `Objection handling` for `objection_handling`.
    static func title(_ name: String) -> String {
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// What a service says, as a sentence of a page.
    static func sentence(_ text: String) -> String {
        "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }

    /// 0–100 without a fraction; a dash where there is none.
    static func score(_ score: Double?) -> String { score.map { "\(Int($0.rounded()))" } ?? "–" }

    /// `37 %` for 0.37, with a space that does not break.
    static func percent(_ share: Double?) -> String {
        share.map { "\(Int(($0 * 100).rounded()))\u{00A0}%" } ?? "–"
    }

    /// One digit after the point, with its sign when asked for.
    static func number(_ number: Double, signed: Bool = false) -> String {
        let tenths = Int((abs(number) * 10).rounded())
        let sign = number < 0 && tenths > 0 ? "−" : signed && tenths > 0 ? "+" : ""
        let text =
            tenths % 10 == 0 ? grouped(tenths / 10) : "\(grouped(tenths / 10)).\(tenths % 10)"
        return sign + text
    }

    /// `12,340` for 12340.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(abs(number)).reversed().enumerated() {
            if place > 0 && place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + String(text.reversed())
    }

    /// `USD 12,340`; whole units, since an estimate is no more exact than that.
    static func money(_ money: Money) -> String {
        var units = Double(money.minorUnits)
        for _ in 0..<Money.decimals(of: money.currency) { units /= 10 }
        return "\(money.currency)\u{00A0}\(grouped(Int(units.rounded())))"
    }

    /// `14:05 UTC`; scripts put the reader's own time zone in its place.
    static func clock(_ instant: Instant) -> String {
        let text = instant.description
        return "\(text.dropFirst(11).prefix(5)) UTC"
    }

    /// `2026-01-05 14:05 UTC`.
    static func dateAndClock(_ instant: Instant) -> String {
        "\(instant.description.prefix(10)) \(clock(instant))"
    }

    static func plural(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
    }
}
