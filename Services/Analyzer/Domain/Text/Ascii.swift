/// The bytes of ASCII that reading text names.
enum Ascii {
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let exclamation: UInt8 = 0x21
    static let quotation: UInt8 = 0x22
    static let hash: UInt8 = 0x23
    static let plus: UInt8 = 0x2B
    static let dollar: UInt8 = 0x24
    static let percent: UInt8 = 0x25
    static let apostrophe: UInt8 = 0x27
    static let openingParenthesis: UInt8 = 0x28
    static let closingParenthesis: UInt8 = 0x29
    static let comma: UInt8 = 0x2C
    static let hyphen: UInt8 = 0x2D
    static let period: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let question: UInt8 = 0x3F
    static let digits: ClosedRange<UInt8> = 0x30...0x39
    static let capitals: ClosedRange<UInt8> = 0x41...0x5A
    static let smalls: ClosedRange<UInt8> = 0x61...0x7A

    static func isLetter(_ byte: UInt8) -> Bool { smalls.contains(byte | 0x20) }

    static func isSentenceEnd(_ byte: UInt8) -> Bool {
        byte == period || byte == exclamation || byte == question || byte == semicolon
    }
}
