import GatewayDomain
import Identifiers

/// A number that may be left out: a form sends an empty field for it, JSON nothing.
struct OptionalNumber: Decodable {
    let value: Double?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self), text.isEmpty {
            value = nil
        } else {
            value = try container.decode(Double.self)
        }
    }
}

/// - Parameter field: what the error names.
func day(_ text: String, _ field: String) throws(Problem) -> CalendarDate {
    guard let day = CalendarDate(text) else {
        throw .invalid("\(field) must be a day such as 2026-01-05.")
    }
    return day
}

/// - Parameter field: what the error names.
func money(_ amount: Double, _ currency: String, _ field: String) throws(Problem) -> Money {
    guard let money = Money(amount, currency: currency.uppercased()) else {
        throw .invalid("\(field) is more than can be counted.")
    }
    return money
}

/// An id that the sender chose, so that sending it twice does one thing.
func known(_ id: String?, or new: UUIDv7) throws(Problem) -> UUIDv7 {
    guard let id, !id.isEmpty else { return new }
    guard let known = UUIDv7(id) else { throw .invalid("id must be a UUID.") }
    return known
}
