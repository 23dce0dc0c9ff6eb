/// What the macro knows of a message.
struct Message {
    struct Field {
        var name: String
        var key: UInt
        /// The type without its `?`.
        var type: String
        var isOptional: Bool
        /// The source of the default; nil when there is none.
        var defaultValue: String?

        /// `tenantID` as `tenant_id`.
        var wireName: String { snakeCase(name) }
    }

    var name: String
    /// `public `, `package ` or nothing, with the space.
    var access: String
    /// In ascending order of key.
    var fields: [Field]
    /// In the order of the source, for the memberwise initializer.
    var propertiesInOrder: [Field]
}

/// `conversationID` as `conversation_id`, `aucByShare` as `auc_by_share`.
func snakeCase(_ name: String) -> String {
    let characters = Array(name)
    var result = ""
    for (index, character) in characters.enumerated() {
        if character.isUppercase, index > 0 {
            let followsWord = !characters[index - 1].isUppercase
            let beginsWord = index + 1 < characters.count && characters[index + 1].isLowercase
            if followsWord || beginsWord, characters[index - 1] != "_" { result.append("_") }
        }
        result += character.lowercased()
    }
    return result
}
