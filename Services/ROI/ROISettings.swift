import Runtime
import Signing

/// What the service reads of its own from its configuration.
package struct ROISettings: ServiceSettings {
    /// `REPORT_KEY_FILE`: at least 32 random bytes that the keys of all tenants' reports follow
    /// from; every replica has the same. Without it reports are not sealed.
    let reportKeys: SigningKeys?
    /// `REPORT_KEY_NUMBER`: the key that seals now, from 1. One more is a new key; what the earlier
    /// ones sealed stays true.
    let reportKeyNumber: Int

    /// A key a month for eight years; all of them are published.
    static let keyCountMax = 100

    package init(from reader: inout SettingsReader) {
        reportKeys = reader.keys("report.key.file", for: .reports)
        reportKeyNumber = reader.integer(
            "report.key.number", default: 1, in: 1...Self.keyCountMax)
    }

    init(reportKeys: SigningKeys?, reportKeyNumber: Int = 1) {
        self.reportKeys = reportKeys
        self.reportKeyNumber = reportKeyNumber
    }
}
