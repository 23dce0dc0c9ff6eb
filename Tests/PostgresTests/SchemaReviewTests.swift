import Postgres
import Testing

/// What a migration must not do to a table that others use, by the words of its statements.
struct SchemaReviewTests {
    private func broken(_ sql: String) -> [String] {
        SchemaReview(of: Migration(version: 2, name: "x", sql: sql)).findings.map(\.rule.rawValue)
    }

    @Test(arguments: [
        ("ALTER TABLE s.t ADD COLUMN a int NOT NULL", "required-column"),
        ("alter table only s.t add a int not null, add b int", "required-column"),
        ("ALTER TABLE s.t ADD COLUMN a uuid DEFAULT gen_random_uuid()", "rewrite"),
        ("ALTER TABLE s.t ADD COLUMN a int GENERATED ALWAYS AS (b + 1) STORED", "rewrite"),
        ("ALTER TABLE s.t ADD COLUMN a bigserial", "rewrite"),
        ("ALTER TABLE s.t ALTER COLUMN a TYPE bigint", "rewrite"),
        ("CREATE INDEX i ON s.t (a)", "blocking-index"),
        ("CREATE UNIQUE INDEX i ON s.t (a)", "blocking-index"),
        ("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t (a)", "mode-mismatch"),
        (
            "-- migrate: outside a transaction\nCREATE INDEX CONCURRENTLY i ON s.t (a)",
            "unnamed-repeat"
        ),
        ("ALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0)", "scan"),
        ("ALTER TABLE s.t ADD FOREIGN KEY (a) REFERENCES s.u", "scan"),
        ("ALTER TABLE s.t ADD PRIMARY KEY (a)", "scan"),
        ("ALTER TABLE s.t ADD COLUMN a int REFERENCES s.u", "scan"),
        ("ALTER TABLE s.t DROP COLUMN a", "removal"),
        ("ALTER TABLE s.t ALTER COLUMN a SET NOT NULL", "removal"),
        ("DROP TABLE s.t", "removal"),
        ("ALTER TABLE s.t RENAME COLUMN a TO b", "rename"),
        ("UPDATE s.t SET a = 1", "whole-table"),
        ("-- migrate: in batches\nUPDATE s.t SET a = 1 WHERE a IS NULL", "mode-mismatch"),
        ("TRUNCATE s.t", "heavy-lock"),
    ])
    func `a statement that is not safe while others work is told by its rule`(
        sql: String, rule: String
    ) {
        #expect(broken(sql) == [rule])
    }

    @Test(arguments: [
        "CREATE TABLE s.t (a int NOT NULL); CREATE INDEX i ON s.t (a); ALTER TABLE s.t ADD b int NOT NULL",
        "ALTER TABLE s.t ADD COLUMN a int, ADD COLUMN b text NOT NULL DEFAULT ''",
        "ALTER TABLE s.t ADD COLUMN a timestamptz DEFAULT now()",
        "-- migrate: outside a transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t (a)",
        "ALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
        "ALTER TABLE s.t VALIDATE CONSTRAINT c",
        "ALTER TABLE s.t ADD CONSTRAINT c PRIMARY KEY USING INDEX i",
        "-- migrate: contract\nALTER TABLE s.t DROP COLUMN a",
        "-- migrate: in batches\nUPDATE s.t SET a = 1 WHERE id IN (SELECT id FROM s.t LIMIT 9)",
        "-- migrate: allow whole-table: one row a tenant\nUPDATE s.t SET a = 1",
        "CREATE FUNCTION s.f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE s.t SET a = 1; END $$",
        "INSERT INTO s.t VALUES ('DROP TABLE s.t; CREATE INDEX i ON s.t (a)')",
    ])
    func `a statement that is safe passes`(sql: String) {
        #expect(broken(sql) == [])
    }

    @Test func `an exception needs a reason and holds for its own statement only`() {
        #expect(broken("-- migrate: allow whole-table:\nUPDATE s.t SET a = 1") == ["whole-table"])
        let both = "-- migrate: allow whole-table: small\nUPDATE s.t SET a = 1;\nDROP TABLE s.t"
        #expect(broken(both) == ["removal"])
    }

    @Test(arguments: [
        ("ALTER TABLE s.t ADD COLUMN a int", LockLevel.accessExclusive),
        ("ALTER TABLE s.t VALIDATE CONSTRAINT c", .shareUpdateExclusive),
        ("ALTER TABLE s.t SET (fillfactor = 70)", .shareUpdateExclusive),
        ("ALTER TABLE s.t VALIDATE CONSTRAINT c, DROP COLUMN b", .accessExclusive),
        ("ALTER TABLE s.t ADD FOREIGN KEY (a, b) REFERENCES s.u NOT VALID", .shareRowExclusive),
        ("CREATE INDEX i ON s.t (a)", .share),
        ("CREATE UNIQUE INDEX CONCURRENTLY i ON s.t (a)", .shareUpdateExclusive),
        ("CREATE TRIGGER g BEFORE INSERT ON s.t EXECUTE FUNCTION s.f()", .shareRowExclusive),
        ("DROP INDEX CONCURRENTLY s.i", .shareUpdateExclusive),
        ("GRANT SELECT ON s.t TO s", .none),
        ("CREATE TABLE s.t (a int)", .none),
    ])
    func `the lock of a statement is the manual's`(sql: String, lock: LockLevel) {
        #expect(SQLStatement.all(in: sql).map(\.lock) == [lock])
    }

    @Test func `a script is cut where its statements end and nowhere else`() {
        let statements = SQLStatement.all(
            in: """
                -- a comment; with a semicolon
                INSERT INTO t VALUES ('a;b''c', "x;y", $$;$$, $tag$ ; $$ ; $tag$);

                /* one /* in another; */ ; */ SELECT 'it''s' -- ;
                  AS "A";;
                SELECT 1
                """)
        #expect(statements.map(\.line) == [2, 4, 6])
        #expect(
            statements.map(\.words) == [
                #"INSERT INTO T VALUES ('''', "X;Y", '', '')"#, #"SELECT '''' AS "A""#,
                "SELECT 1",
            ])
        #expect(statements.last?.text == "SELECT 1")
    }
}
