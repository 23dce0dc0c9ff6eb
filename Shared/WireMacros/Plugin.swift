import SwiftCompilerPlugin
import SwiftSyntaxMacros

@main
struct WireMacroPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [WireMessageMacro.self]
}
