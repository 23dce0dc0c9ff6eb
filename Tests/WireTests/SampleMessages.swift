import Identifiers
import Wire

/// A message with a field of every kind, small keys and large.
@WireMessage
struct Everything: Codable, Hashable, Sendable {
    var flag: Bool
    var count: Int
    var small: Int32
    var large: Int64
    var size: UInt
    var word: UInt32
    var huge: UInt64
    var ratio: Double
    var text: String
    var blob: [UInt8]
    var tenantID: TenantID
    var sessionID: SessionID
    var uuid: UUIDv7
    var at: Instant
    var day: CalendarDate
    var price: Money
    var lasted: Duration
    var intensity: Open<CoachingIntensity>
    var words: [String]
    var channels: [Open<NotificationChannel>]
    var children: [Leaf]
    var leaf: Leaf
    var blobs: [[UInt8]]
    var ratios: [String: Double]
    var maybeFlag: Bool?
    var maybeText: String?
    var maybeLeaf: Leaf?
    var maybeBlob: [UInt8]?
    var maybeWord: Open<AlertType>?
    var isRealTime: Bool = true
    var timeZone: String = "UTC"
    var limit: Int = 100
    var defaultIntensity: Open<CoachingIntensity> = Open(.moderate)
    var defaultWords: [String] = []

    enum CodingKeys: Int, CodingKey {
        case flag = 0, count = 1, small = 2, large = 3, size = 4, word = 5, huge = 6, ratio = 7
        case text = 8, blob = 9, tenantID = 10, sessionID = 11, uuid = 12, at = 13, day = 14
        case price = 15, lasted = 16, intensity = 17, words = 18, channels = 19, children = 20
        case leaf = 21, blobs = 22, ratios = 23
        case maybeFlag = 24, maybeText = 100, maybeLeaf = 255, maybeBlob = 256, maybeWord = 65_535
        case isRealTime = 65_536, timeZone = 70_000, limit = 70_001
        case defaultIntensity = 70_002, defaultWords = 70_003
    }
}

@WireMessage
struct Leaf: Codable, Hashable, Sendable {
    var name: String
    var score: Double?
    var children: [Leaf] = []

    // Out of order on purpose: the wire goes by number, not by declaration.
    enum CodingKeys: Int, CodingKey { case score = 7, name = 0, children = 3 }
}
