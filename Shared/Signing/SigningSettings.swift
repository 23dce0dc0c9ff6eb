import Foundation
import Runtime

extension SettingsReader {
    /// The keys that follow from the secret in the file that a setting names; nil when it names none.
    package mutating func keys(
        _ setting: String, for purpose: SigningKeys.Purpose
    ) -> SigningKeys? {
        guard let path = optionalText(setting) else { return nil }
        let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
        guard bytes.count >= SigningKeys.secretByteCountMin else {
            fail(
                setting,
                "must hold \(SigningKeys.secretByteCountMin) bytes or more, not \(bytes.count)")
            return nil
        }
        return SigningKeys(secret: bytes, for: purpose)
    }
}
