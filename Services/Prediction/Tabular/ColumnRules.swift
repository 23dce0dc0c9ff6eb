/// Why a column is kept out of a model.
package struct RefusedColumn: Hashable, Sendable {
    package var column: String
    package var ground: Ground
    package var reason: String

    package enum Ground: String, Hashable, Sendable {
        /// Known only after the outcome.
        case leakage
        /// Who somebody is.
        case demographic
        /// A name of the row.
        case identifier
        /// The same everywhere.
        case constant
    }

    package init(_ column: String, _ ground: Ground, _ reason: String) {
        self.column = column
        self.ground = ground
        self.reason = reason
    }
}

/// What the name of a column says about whether a model may see it.
///
/// Names are compared by their words, so that `previous_outcome` is not taken for `outcome`: it is
/// about an earlier contact and known in time.
enum ColumnRules {
    /// Words that name what exists only once the contact is over, and why.
    private static let afterwards: [(words: [String], reason: String)] = [
        (["duration"], "how long a contact lasts is known only when it is over"),
        (["talk", "time"], "how long people talk is known only when they have stopped"),
        (["handle", "time"], "the handling time is known only when the contact is over"),
        (["call", "length"], "the length of a call is known only when it is over"),
        (["call", "seconds"], "the length of a call is known only when it is over"),
        (["final", "price"], "the final price exists only where there was a deal"),
        (["sale", "price"], "the price of the sale exists only where there was one"),
        (["closed", "at"], "the time of closing is known only afterwards"),
        (["close", "date"], "the time of closing is known only afterwards"),
        (["lost", "reason"], "why a lead was lost is known only afterwards"),
        (["won", "reason"], "why a lead was won is known only afterwards"),
        (["disposition"], "the disposition is written when the contact is over"),
        (["outcome"], "it is an outcome itself"),
        (["final"], "what is final is known only afterwards"),
        (["commission"], "a commission is earned only where there was a deal"),
        (["satisfaction"], "satisfaction is asked for afterwards"),
    ]

    /// Words that say a column is about an earlier contact, whose end is known in time.
    private static let earlier: Set<String> = [
        "previous", "prior", "last", "past", "p", "earlier", "before",
    ]

    /// Words that name who somebody is: groups that errors are told by, never inputs.
    private static let demographics: Set<String> = [
        "age", "birthdate", "birthday", "dob", "sex", "gender", "race", "ethnicity", "color",
        "colour", "religion", "marital", "familial", "children", "pregnant", "disability",
        "disabled", "nationality", "citizenship", "orientation", "personality",
    ]

    /// Nil when the name says nothing against the column.
    static func refusal(of column: String) -> RefusedColumn? {
        let words = words(of: column)
        if let word = words.first(where: demographics.contains) {
            return RefusedColumn(
                column, .demographic,
                "\(word) says who somebody is: errors are told by it, and no model sees it")
        }
        guard Set(words).isDisjoint(with: earlier) else { return nil }
        for rule in afterwards where words.containsRun(rule.words) {
            return RefusedColumn(column, .leakage, rule.reason)
        }
        return nil
    }

    /// The words of a name, in small letters: `callDuration_s` is call, duration, s.
    static func words(of column: String) -> [String] {
        var words = [""]
        var followsSmall = false
        for character in column {
            guard character.isLetter || character.isNumber else {
                words.append("")
                followsSmall = false
                continue
            }
            if character.isUppercase, followsSmall { words.append("") }
            followsSmall = character.isLowercase
            words[words.count - 1] += character.lowercased()
        }
        return words.filter { !$0.isEmpty }
    }
}

extension [String] {
    fileprivate func containsRun(_ run: [String]) -> Bool {
        count >= run.count
            && (0...(count - run.count)).contains { Array(self[$0..<$0 + run.count]) == run }
    }
}
