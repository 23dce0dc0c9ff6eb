import Testing

@testable import GatewayService

@Suite struct PasswordHashTests {
    @Test func aPasswordMatchesOnlyItself() throws {
        let hash = try PasswordHash(of: "correct horse battery", cost: .test)
        let stored = try #require(PasswordHash(stored: hash.text))
        #expect(stored.matches("correct horse battery"))
        #expect(!stored.matches("correct horse battery "))
        #expect(!stored.matches(""))
    }

    @Test func twoHashesOfOnePasswordDiffer() throws {
        let one = try PasswordHash(of: "the same", cost: .test).text
        #expect(try PasswordHash(of: "the same", cost: .test).text != one)
        #expect(!one.contains("the same"))
    }

    /// RFC 7914 §12, the first 32 bytes of its third key, which are the whole of a shorter one.
    @Test func theHashIsScrypt() throws {
        let key = "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="
        let line = "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU=$\(key)"
        let hash = try #require(PasswordHash(stored: line))
        #expect(hash.matches("pleaseletmein"))
        #expect(!hash.matches("pleaseletmeout"))
    }

    @Test(arguments: [
        "", "plain", "$scrypt$", "$scrypt$ln=15,r=8,p=3$$", "$scrypt$ln=15,r=8$c2FsdA==$a2V5",
        "$argon2id$v=19$m=1,t=1,p=1$c2FsdA==$a2V5", "$scrypt$ln=63,r=8,p=3$c2FsdA==$a2V5",
        "$scrypt$ln=15,r=8,p=3$not base64$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "$scrypt$ln=40,r=8,p=3$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ])
    func whatIsNotAHashOfOursIsRefused(line: String) {
        #expect(PasswordHash(stored: line) == nil)
    }

    @Test func anUnknownUserCostsAsMuchAsAKnownOne() async throws {
        let passwords = Passwords(cost: .test)
        #expect(try await passwords.check("anything", against: nil) == false)
        let stored = try await passwords.hash("right")
        #expect(try await passwords.check("right", against: stored))
    }
}
