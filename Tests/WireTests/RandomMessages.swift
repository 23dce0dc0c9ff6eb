import Identifiers
import Wire

extension Leaf {
    static func random(_ random: inout SplitMix64, depth: Int = 2) -> Leaf {
        Leaf(
            name: random.text(), score: random.maybe { $0.float() },
            children: depth == 0
                ? [] : random.many(upTo: 3) { Leaf.random(&$0, depth: depth - 1) })
    }
}

extension Everything {
    static func random(_ random: inout SplitMix64) -> Everything {
        Everything(
            flag: random.chance(0.5), count: Int(random.number()),
            small: Int32(truncatingIfNeeded: random.number()), large: random.number(),
            size: UInt(random.word()), word: UInt32(truncatingIfNeeded: random.word()),
            huge: random.word(), ratio: random.float(), text: random.text(), blob: random.bytes(),
            tenantID: TenantID(random.text()), sessionID: SessionID(rawValue: random.uuid()),
            uuid: random.uuid(), at: Instant(microseconds: random.number()),
            day: CalendarDate(daysSinceEpoch: random.count(upTo: 40_000)),
            price: Money(minorUnits: random.number(), currency: "USD"),
            lasted: .microseconds(random.number()), intensity: random.open(CoachingIntensity.self),
            words: random.many(upTo: 5) { $0.text() },
            channels: random.many(upTo: 5) { $0.open(NotificationChannel.self) },
            children: random.many(upTo: 3) { Leaf.random(&$0) }, leaf: .random(&random),
            blobs: random.many(upTo: 3) { $0.bytes() },
            ratios: Dictionary(random.many(upTo: 6) { ($0.text(), $0.float()) }) { first, _ in first
            },
            maybeFlag: random.maybe { $0.chance(0.5) }, maybeText: random.maybe { $0.text() },
            maybeLeaf: random.maybe { Leaf.random(&$0) }, maybeBlob: random.maybe { $0.bytes() },
            maybeWord: random.maybe { $0.open(AlertType.self) }, isRealTime: random.chance(0.5),
            timeZone: random.text(), limit: Int(random.number()),
            defaultIntensity: random.open(CoachingIntensity.self),
            defaultWords: random.many(upTo: 3) { $0.text() })
    }
}
