/// The strongest lock that a statement takes on a table that others use, as far as it matters to
/// them.
///
/// Source: PostgreSQL 15 manual, §13.3.1 and the pages of the commands.
package enum LockLevel: String, Comparable, Sendable {
    /// Others read and write on.
    case none = "no lock that matters"
    /// Only other changes of the schema wait.
    case shareUpdateExclusive = "SHARE UPDATE EXCLUSIVE"
    /// Writers wait.
    case share = "SHARE"
    case shareRowExclusive = "SHARE ROW EXCLUSIVE"
    /// Everybody waits.
    case accessExclusive = "ACCESS EXCLUSIVE"

    private var rank: Int {
        switch self {
        case .none: 0
        case .shareUpdateExclusive: 1
        case .share: 2
        case .shareRowExclusive: 3
        case .accessExclusive: 4
        }
    }

    package static func < (left: LockLevel, right: LockLevel) -> Bool { left.rank < right.rank }
}

extension SQLStatement {
    /// The lock on a table that exists already; what the step itself makes nobody waits for.
    package var lock: LockLevel {
        let first = words.prefix { $0.isLetter }
        switch first {
        case "ALTER" where words.hasPrefix("ALTER TABLE"):
            return actions.map(Self.lock(ofAction:)).max() ?? .accessExclusive
        case "CREATE" where words.contains(#/^CREATE (UNIQUE )?INDEX/#):
            return words.contains(" CONCURRENTLY ") ? .shareUpdateExclusive : .share
        case "CREATE" where words.contains(#/^CREATE (OR REPLACE )?(CONSTRAINT )?TRIGGER/#):
            return .shareRowExclusive
        case "CREATE" where words.hasPrefix("CREATE POLICY"): return .accessExclusive
        case "DROP" where words.contains(#/^DROP (FUNCTION|ROLE|SCHEMA|TYPE|SEQUENCE)/#):
            return .none
        case "DROP":
            return words.contains(" CONCURRENTLY ") ? .shareUpdateExclusive : .accessExclusive
        case "ALTER" where words.contains(#/^ALTER (INDEX|POLICY|VIEW)/#): return .accessExclusive
        case "COMMENT", "ANALYZE": return .shareUpdateExclusive
        case "VACUUM": return words.contains("FULL") ? .accessExclusive : .shareUpdateExclusive
        case "TRUNCATE", "CLUSTER", "LOCK", "REINDEX", "REFRESH": return .accessExclusive
        default: return .none
        }
    }

    private static func lock(ofAction action: String) -> LockLevel {
        if action.hasPrefix("VALIDATE CONSTRAINT") || action.hasPrefix("ATTACH PARTITION")
            || action.contains(#/^(RE)?SET \(/#) || action.contains(#/SET STATISTICS/#)
        {
            return .shareUpdateExclusive
        }
        return action.contains(#/^ADD .*REFERENCES/#) ? .shareRowExclusive : .accessExclusive
    }

    /// The table that an ALTER TABLE changes, an index is made on or a statement writes to.
    var table: String? {
        let name = words.firstMatch(
            of:
                /^(?:ALTER TABLE|CREATE TABLE|DROP TABLE|UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?)(?: IF (?:NOT )?EXISTS)?(?: ONLY)? ([^ (;]+)/
        )?.1
        let indexed = words.firstMatch(
            of: #/^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?([^ (;]+)/#)?
            .1
        return (name ?? indexed).map(String.init)
    }

    /// What an ALTER TABLE does, one by one.
    var actions: [String] {
        guard words.hasPrefix("ALTER TABLE"), let table, let name = words.firstRange(of: table)
        else {
            return []
        }
        var actions = [""]
        var depth = 0
        for character in words[name.upperBound...] where character != ";" {
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            if character == ",", depth == 0 {
                actions.append("")
            } else {
                actions[actions.count - 1].append(character)
            }
        }
        return actions.map { $0.split(separator: " ").joined(separator: " ") }
    }
}
