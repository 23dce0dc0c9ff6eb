import Runtime
import Signing

/// What the service reads of its own from its configuration.
package struct GamificationSettings: ServiceSettings {
    /// `BADGE_KEY_FILE`: at least 32 random bytes that all keys of issuers follow from; every
    /// replica has the same. Without it there are no badges.
    let badgeKeys: SigningKeys?
    /// `BADGE_ORIGIN`: where the gateway's pages are for everybody.
    let badgeOrigin: String

    package init(from reader: inout SettingsReader) {
        badgeOrigin = reader.optionalText("badge.origin") ?? "https://localhost:8443"
        badgeKeys = reader.keys("badge.key.file", for: .badges)
        if badgeKeys != nil, !badgeOrigin.hasPrefix("https://") || badgeOrigin.hasSuffix("/") {
            reader.fail("badge.origin", "must be https://host:port, not \"\(badgeOrigin)\"")
        }
    }

    init(badgeKeys: SigningKeys?, badgeOrigin: String) {
        self.badgeKeys = badgeKeys
        self.badgeOrigin = badgeOrigin
    }
}
