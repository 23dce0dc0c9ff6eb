/// Something that a service uses and can do without: it never stops the service from serving, and
/// an operator should see when it is missed.
package struct SoftDependency: Sendable {
    package let name: String
    /// How it stands, in words for an operator; empty when there is nothing to say.
    package let standing: @Sendable () async -> String

    package init(_ name: String, standing: @escaping @Sendable () async -> String) {
        self.name = name
        self.standing = standing
    }
}
