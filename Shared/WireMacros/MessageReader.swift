import SwiftDiagnostics
import SwiftSyntax

/// Reads a declaration; either it is a message or there are faults.
struct MessageReader {
    private(set) var faults: [Diagnostic] = []
    private(set) var message: Message?

    init(_ declaration: some DeclGroupSyntax, attribute: AttributeSyntax) {
        guard let structure = declaration.as(StructDeclSyntax.self),
            structure.genericParameterClause == nil
        else {
            report(.notAStruct, at: attribute)
            return
        }
        guard let keysDeclaration = codingKeys(in: structure) else {
            report(.noCodingKeys(structure.name.text), at: structure.name)
            return
        }
        let keys = readKeys(keysDeclaration)
        let properties = readProperties(of: structure)
        let fields = join(properties, keys, of: structure.name.text)
        guard faults.isEmpty else { return }
        message = Message(
            name: structure.name.text, access: access(of: structure),
            fields: fields.sorted { $0.key < $1.key }, propertiesInOrder: fields)
    }

    private mutating func report(_ fault: MessageFault, at node: some SyntaxProtocol) {
        faults.append(Diagnostic(node: node, message: fault))
    }

    private func access(of structure: StructDeclSyntax) -> String {
        for modifier in structure.modifiers {
            switch modifier.name.tokenKind {
            case .keyword(.public): return "public "
            case .keyword(.package): return "package "
            case .keyword(.private), .keyword(.fileprivate): return "fileprivate "
            default: continue
            }
        }
        return ""
    }

    // MARK: - CodingKeys

    private struct Key {
        var number: UInt
        var node: EnumCaseElementSyntax
    }

    private func codingKeys(in structure: StructDeclSyntax) -> EnumDeclSyntax? {
        structure.memberBlock.members.lazy
            .compactMap { $0.decl.as(EnumDeclSyntax.self) }
            .first { $0.name.text == "CodingKeys" }
    }

    private mutating func readKeys(_ declaration: EnumDeclSyntax) -> [String: Key] {
        let rawType = declaration.inheritanceClause?.inheritedTypes.first?.type.trimmedDescription
        guard rawType == "Int" else {
            report(.keysAreNotInt, at: declaration.name)
            return [:]
        }
        var keys: [String: Key] = [:]
        var names: [UInt: String] = [:]
        let elements = declaration.memberBlock.members
            .compactMap { $0.decl.as(EnumCaseDeclSyntax.self) }.flatMap(\.elements)
        for element in elements {
            let name = plain(element.name.text)
            let literal = element.rawValue?.value.as(IntegerLiteralExprSyntax.self)
            let digits = literal?.literal.text.replacing("_", with: "")
            guard let number = digits.flatMap({ UInt($0) }), number <= UInt(Int32.max) else {
                report(.keyHasNoNumber(name), at: element)
                continue
            }
            if let earlier = names[number] {
                report(.numberTwice(number, earlier, name), at: element)
            }
            names[number] = name
            keys[name] = Key(number: number, node: element)
        }
        return keys
    }

    // MARK: - Properties

    private struct Property {
        var name: String
        var type: TypeSyntax
        var defaultValue: ExprSyntax?
        var node: PatternBindingSyntax
    }

    private mutating func readProperties(of structure: StructDeclSyntax) -> [Property] {
        var properties: [Property] = []
        for member in structure.memberBlock.members {
            guard let variable = member.decl.as(VariableDeclSyntax.self), isStored(variable) else {
                continue
            }
            let isConstant = variable.bindingSpecifier.tokenKind == .keyword(.let)
            for binding in variable.bindings where !isComputed(binding) {
                guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text,
                    let type = binding.typeAnnotation?.type
                else {
                    report(.noType, at: binding)
                    continue
                }
                let defaultValue = binding.initializer?.value
                if isConstant, defaultValue != nil {
                    report(.constantHasDefault(name), at: binding)
                }
                properties.append(
                    Property(
                        name: plain(name), type: type.trimmed, defaultValue: defaultValue,
                        node: binding))
            }
        }
        return properties
    }

    private func isStored(_ variable: VariableDeclSyntax) -> Bool {
        !variable.modifiers.contains {
            $0.name.tokenKind == .keyword(.static) || $0.name.tokenKind == .keyword(.lazy)
        }
    }

    private func isComputed(_ binding: PatternBindingSyntax) -> Bool {
        switch binding.accessorBlock?.accessors {
        case nil: false
        case .getter: true
        case .accessors(let accessors):
            accessors.contains {
                $0.accessorSpecifier.tokenKind != .keyword(.willSet)
                    && $0.accessorSpecifier.tokenKind != .keyword(.didSet)
            }
        }
    }

    // MARK: - Both together

    private mutating func join(
        _ properties: [Property], _ keys: [String: Key], of message: String
    ) -> [Message.Field] {
        guard faults.isEmpty else { return [] }
        var unused = keys
        var fields: [Message.Field] = []
        for property in properties {
            guard let key = unused.removeValue(forKey: property.name) else {
                report(.propertyHasNoKey(property.name), at: property.node)
                continue
            }
            if let field = field(property, key.number) { fields.append(field) }
        }
        for (name, key) in unused { report(.keyHasNoProperty(name, message), at: key.node) }
        return fields
    }

    private mutating func field(_ property: Property, _ key: UInt) -> Message.Field? {
        let wrapped = optionalWrapped(property.type)
        var defaultValue = property.defaultValue?.trimmedDescription
        if wrapped != nil {
            if defaultValue != nil, defaultValue != "nil" {
                report(.optionalHasDefault(property.name), at: property.node)
                return nil
            }
            defaultValue = nil
        }
        return Message.Field(
            name: property.name, key: key, type: (wrapped ?? property.type).trimmedDescription,
            isOptional: wrapped != nil, defaultValue: defaultValue)
    }

    private func optionalWrapped(_ type: TypeSyntax) -> TypeSyntax? {
        if let optional = type.as(OptionalTypeSyntax.self) { return optional.wrappedType }
        guard let identifier = type.as(IdentifierTypeSyntax.self),
            identifier.name.text == "Optional",
            let argument = identifier.genericArgumentClause?.arguments.first?.argument,
            case .type(let wrapped) = argument
        else { return nil }
        return wrapped
    }

    /// A name without the backquotes that a keyword needs.
    private func plain(_ name: String) -> String { String(name.filter { $0 != "`" }) }
}
