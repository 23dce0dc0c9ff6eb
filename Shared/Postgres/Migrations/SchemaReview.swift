/// Reads a step for what would make calls wait or fail while the code before it still runs.
///
/// It sees the words of the statements and not the database: a table that the step itself makes is
/// nobody's yet, every other one is taken for large and in use.
package struct SchemaReview: Sendable {
    /// A statement that breaks a rule.
    package struct Finding: Hashable, Sendable {
        package let rule: Rule
        package let statement: SQLStatement

        /// What is wrong and what to do instead.
        package var text: String {
            """
            line \(statement.line): \(rule.rawValue): \(rule.advice), or say \
            `-- migrate: allow \(rule.rawValue): REASON` above it
            """
        }
    }

    package let findings: [Finding]

    package init(of step: Migration) {
        let statements = step.statements
        let new = Set(statements.filter { $0.words.hasPrefix("CREATE TABLE") }.compactMap(\.table))
        findings = statements.flatMap { statement in
            Rule.allCases
                .filter { $0.isBroken(by: statement, in: step, new: new) }
                .filter { statement.allowances[$0.rawValue] == nil }
                .map { Finding(rule: $0, statement: statement) }
        }
    }
}

extension SchemaReview {
    package enum Rule: String, CaseIterable, Sendable {
        case requiredColumn = "required-column"
        case rewrite
        case blockingIndex = "blocking-index"
        case unnamedRepeat = "unnamed-repeat"
        case scan
        case removal
        case rename
        case wholeTable = "whole-table"
        case heavyLock = "heavy-lock"
        case modeMismatch = "mode-mismatch"

        var advice: String {
            switch self {
            case .requiredColumn:
                "code before this step inserts without the column: give it a constant DEFAULT"
            case .rewrite:
                "this writes the whole table anew while everybody waits: add another column, fill it"
                    + " in batches, read it, remove the old one in a contract step"
            case .blockingIndex:
                "nobody can write meanwhile: CREATE INDEX CONCURRENTLY in a step"
                    + " `-- migrate: outside a transaction`"
            case .unnamedRepeat:
                "a statement outside a transaction must be harmless to repeat: say IF NOT EXISTS"
                    + " or IF EXISTS"
            case .scan:
                "everybody waits while every row is checked: add the constraint NOT VALID, then"
                    + " VALIDATE it in the next step; a UNIQUE or PRIMARY KEY uses an index made"
                    + " CONCURRENTLY"
            case .removal:
                "the code before this step still uses it: do it in a step `-- migrate: contract`"
            case .rename:
                "the code before this step knows it by its old name: add the new one beside it"
            case .wholeTable:
                "one transaction over every row holds them all: use `-- migrate: in batches`"
            case .heavyLock: "everybody waits until it is done"
            case .modeMismatch:
                "CONCURRENTLY needs `-- migrate: outside a transaction`, and a batch is an UPDATE or"
                    + " DELETE of rows that a subquery with LIMIT picks"
            }
        }

        func isBroken(by statement: SQLStatement, in step: Migration, new: Set<String>) -> Bool {
            if let table = statement.table, new.contains(table) { return false }
            let (words, actions) = (statement.words, statement.actions)
            switch self {
            case .requiredColumn: return actions.contains { $0.isRequiredColumn }
            case .rewrite: return actions.contains { $0.isRewrite }
            case .blockingIndex: return statement.lock == .share
            case .unnamedRepeat:
                return step.mode == .outsideTransaction && !words.contains("IF NOT EXISTS")
                    && !words.contains("IF EXISTS")
            case .scan: return actions.contains { $0.isScan }
            case .removal:
                return !step.isContract
                    && (words.hasPrefix("DROP TABLE") || words.hasPrefix("DROP VIEW")
                        || actions.contains { $0.contains(#/^DROP (COLUMN|DEFAULT)|SET NOT NULL/#) })
            case .rename: return words.contains(#/^ALTER (TABLE|VIEW) .* RENAME /#)
            case .wholeTable:
                return step.mode == .transaction
                    && words.contains(#/^(WITH .* )?(UPDATE|DELETE FROM) /#)
            case .heavyLock: return words.contains(#/^(TRUNCATE|CLUSTER|LOCK|VACUUM FULL|REINDEX)/#)
            case .modeMismatch:
                return words.contains(" CONCURRENTLY ") && step.mode != .outsideTransaction
                    || step.mode == .batches
                        && !words.contains(#/^(WITH .* )?(UPDATE|DELETE) .*LIMIT /#)
            }
        }
    }
}

/// One action of an ALTER TABLE, in capitals.
extension String {
    private var isNewColumn: Bool {
        contains(#/^ADD (COLUMN )?/#)
            && !contains(#/^ADD (CONSTRAINT|CHECK|FOREIGN|PRIMARY|UNIQUE|EXCLUDE)\b/#)
    }

    fileprivate var isRequiredColumn: Bool {
        isNewColumn && contains("NOT NULL") && !contains("DEFAULT") && !contains("GENERATED")
    }

    /// A default that differs by row is written into every row.
    fileprivate var isRewrite: Bool {
        contains(#/^ALTER (COLUMN )?[^ ]+ (SET DATA )?TYPE /#) || contains("SET TABLESPACE")
            || contains(#/SET (UN)?LOGGED/#)
            || isNewColumn
                && contains(#/GENERATED|SERIAL|RANDOM|CLOCK_TIMESTAMP|TIMEOFDAY|NEXTVAL/#)
    }

    fileprivate var isScan: Bool {
        if contains(#/^ADD (CONSTRAINT [^ ]+ )?(CHECK|FOREIGN KEY)/#) {
            return !contains("NOT VALID")
        }
        if contains(#/^ADD (CONSTRAINT [^ ]+ )?(PRIMARY KEY|UNIQUE|EXCLUDE)/#) {
            return !contains("USING INDEX")
        }
        return isNewColumn && contains(#/REFERENCES|CHECK/#)
    }
}
