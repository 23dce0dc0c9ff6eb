import SwiftDiagnostics

/// Why a declaration cannot be a message, and what to do about it.
enum MessageFault: DiagnosticMessage {
    case notAStruct
    case noCodingKeys(String)
    case keysAreNotInt
    case keyHasNoNumber(String)
    case numberTwice(UInt, String, String)
    case noType
    case constantHasDefault(String)
    case optionalHasDefault(String)
    case propertyHasNoKey(String)
    case keyHasNoProperty(String, String)

    var message: String {
        switch self {
        case .notAStruct:
            "@WireMessage is for structs without generic parameters"
        case .noCodingKeys(let message):
            "\(message) needs `enum CodingKeys: Int, CodingKey { case … = 0 }` to number its fields"
        case .keysAreNotInt:
            "the raw type of CodingKeys must be Int: the numbers are the keys on the wire"
        case .keyHasNoNumber(let name):
            "give '\(name)' its number as a literal from 0 up: it must never change by accident"
        case .numberTwice(let number, let earlier, let name):
            "\(number) is the number of '\(earlier)' already; give '\(name)' one never used before"
        case .noType:
            "write out the property's type: the macro sees the source, not what the compiler infers"
        case .constantHasDefault(let name):
            "make '\(name)' a var: a let with a value cannot be decoded"
        case .optionalHasDefault(let name):
            "'\(name)' is optional, so absence means nil and cannot mean another default"
        case .propertyHasNoKey(let name):
            "give '\(name)' a case in CodingKeys, with a number never used before"
        case .keyHasNoProperty(let name, let message):
            "\(message) has no stored property '\(name)'"
        }
    }

    var diagnosticID: MessageID {
        MessageID(domain: "WireMessage", id: String("\(self)".prefix { $0 != "(" }))
    }

    var severity: DiagnosticSeverity { .error }
}
