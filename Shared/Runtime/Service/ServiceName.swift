/// The name of a service: its SPIFFE path, its database role and its schema.
package struct ServiceName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral
{
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.text = text }
    package var description: String { text }
}
