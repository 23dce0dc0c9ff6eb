import CoachingDomain
import Testing

@Suite("An address")
struct AddressesTests {
    @Test(
        "of mail is one mailbox",
        arguments: [
            ("ann@agency.example", true), ("ann.b+crm@mail.agency.example", true),
            ("o'neill@localhost", true), ("jürgen@bücher.example", true),
            ("nonsense", false), ("a@b.c>,<evil@example.com", false), ("a@b@c", false),
            ("@b.c", false), ("a@", false), ("a..b@c.d", false), ("a@b..c", false),
            ("a@-b.c", false), ("a,b@c.d", false), ("\"a b\"@c.d", false),
        ])
    func mail(text: String, isOne: Bool) {
        #expect(Addresses.isMail(text) == isOne)
    }

    @Test(
        "of a telephone is a number",
        arguments: [
            ("+15125550111", true), ("5125550111", true), ("hello", false), ("+", false),
            ("+1234", false), ("+1234567890123456", false), ("+1-512", false), ("٠١٢٣٤٥", false),
        ])
    func phone(text: String, isOne: Bool) {
        #expect(Addresses.isPhone(text) == isOne)
    }
}
