import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@WireMessage`: reads a struct's properties and its `CodingKeys`, and writes its coders.
struct WireMessageMacro {}

extension WireMessageMacro: MemberMacro {
    static func expansion(
        of node: AttributeSyntax, providingMembersOf declaration: some DeclGroupSyntax,
        conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        // A struct's faults are reported here; what is no struct may have no members to ask for.
        guard declaration.is(StructDeclSyntax.self) else { return [] }
        let reader = MessageReader(declaration, attribute: node)
        for fault in reader.faults { context.diagnose(fault) }
        guard let message = reader.message else { return [] }
        let writer = MessageWriter(message: message)
        var members: [DeclSyntax] = ["\(raw: writer.memberwiseInitializer)"]
        if message.fields.contains(where: { $0.defaultValue != nil }) {
            members.append("\(raw: writer.codableInitializer)")
        }
        return members
    }
}

extension WireMessageMacro: ExtensionMacro {
    static func expansion(
        of node: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol, conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        let reader = MessageReader(declaration, attribute: node)
        guard let message = reader.message else {
            if !declaration.is(StructDeclSyntax.self) {
                for fault in reader.faults { context.diagnose(fault) }
            }
            return []
        }
        let writer = MessageWriter(message: message)
        let conformance: DeclSyntax = """
            extension \(type.trimmed): WireMessage {
            \(raw: writer.schema)

            \(raw: writer.encoder)

            \(raw: writer.decoder)
            }
            """
        return conformance.as(ExtensionDeclSyntax.self).map { [$0] } ?? []
    }
}
