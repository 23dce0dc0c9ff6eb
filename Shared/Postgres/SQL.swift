/// One statement, safe by its type: a value in the text is a bind, never text.
///
///     let sql: SQL = "SELECT name FROM coaching.agents WHERE agent_id = \(agentID)"
package struct SQL: Sendable {
    /// The statement with `$1`, `$2`, … in the place of its values; it holds nothing of a customer.
    package let text: String
    let parameters: Parameters

    /// True for a plain read: repeating it after a lost connection changes nothing.
    var isRead: Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
                .starts(with: "SELECT".utf8)
        }
    }
}

extension SQL: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) {
        self.text = text
        parameters = Parameters()
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        text = interpolation.text
        parameters = interpolation.parameters
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var parameters = Parameters()

        /// Most statements have few, so these are made once.
        private static let usualPlaceholders = (0...32).map { "$\($0)" }

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            parameters.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        /// Binds `value` in the place where it stands.
        package mutating func appendInterpolation(_ value: some PostgresEncodable) {
            parameters.append(value)
            appendPlaceholder()
        }

        /// Binds `value`, or NULL where there is none.
        package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            parameters.append(value)
            appendPlaceholder()
        }

        private mutating func appendPlaceholder() {
            let number = parameters.count
            let usual = Self.usualPlaceholders
            text += number < usual.count ? usual[number] : "$\(number)"
        }

        /// Puts `identifier` into the text as it is: only for names that the code itself builds.
        package mutating func appendInterpolation(unescaped identifier: String) {
            text += identifier
        }
    }
}

/// The values of one statement in Postgres's binary form, in one buffer.
struct Parameters: Sendable {
    /// The protocol counts parameters in 16 bits.
    static let countMax = 65_535
    /// An identifier's.
    private static let usualLength = 36

    private(set) var types: [UInt32] = []
    /// The length of each value in `bytes`; -1 for NULL.
    private(set) var lengths: [Int32] = []
    private(set) var bytes: [UInt8] = []

    var count: Int { types.count }

    mutating func reserveCapacity(_ count: Int) {
        guard count > 0 else { return }
        types.reserveCapacity(count)
        lengths.reserveCapacity(count)
        bytes.reserveCapacity(count * Self.usualLength)
    }

    mutating func append<Value: PostgresEncodable>(_ value: Value) {
        types.append(Value.postgresType.oid)
        guard !value.isPostgresNull else { return lengths.append(-1) }
        let start = bytes.count
        value.encode(into: &bytes)
        lengths.append(Int32(clamping: bytes.count - start))
    }
}
