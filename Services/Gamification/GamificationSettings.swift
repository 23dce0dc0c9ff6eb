import Foundation
import Runtime

/// What the service reads of its own from its configuration.
package struct GamificationSettings: ServiceSettings {
    /// `BADGE_KEY_FILE`: at least 32 random bytes that all keys of issuers follow from; every
    /// replica has the same. Without it there are no badges.
    let badgeSecret: [UInt8]?
    /// `BADGE_ORIGIN`: where the gateway's pages are for everybody.
    let badgeOrigin: String

    package init(from reader: inout SettingsReader) {
        let origin = reader.optionalText("badge.origin") ?? "https://localhost:8443"
        badgeOrigin = origin
        guard let file = reader.optionalText("badge.key.file"), !file.isEmpty else {
            badgeSecret = nil
            return
        }
        let bytes = FileManager.default.contents(atPath: file).map { Array($0) } ?? []
        badgeSecret = bytes
        if bytes.count < BadgeKeys.secretByteCountMin {
            reader.fail(
                "badge.key.file",
                "must hold \(BadgeKeys.secretByteCountMin) bytes or more, not \(bytes.count)")
        }
        if !origin.hasPrefix("https://") || origin.hasSuffix("/") {
            reader.fail("badge.origin", "must be https://host:port, not \"\(origin)\"")
        }
    }

    init(badgeSecret: [UInt8]?, badgeOrigin: String) {
        self.badgeSecret = badgeSecret
        self.badgeOrigin = badgeOrigin
    }
}
