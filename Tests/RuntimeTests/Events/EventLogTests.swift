import Configuration
import Identifiers
import Logging
import MeshContract
import Postgres
import PostgresCluster
import RPC
import Testing
import Wire

@testable import Runtime

/// The log of one service on a real database: its partitions, what is gone, what is told once.
@Suite(.serialized)
struct EventLogTests {
    @Test func anAppendOfADerivedIDIsToldOnceForEver() async throws {
        try await withJournal { journal in
            let id = EventID(at: Instant(microseconds: 1))
            for _ in 0..<2 { try await journal.append("told", id: id) }
            #expect(try await journal.kinds() == ["told"])
            try await journal.owner.run("TRUNCATE journal.events")
            try await journal.append("told", id: id)
            #expect(try await journal.kinds().isEmpty, "the event is gone, that it was told is not")
        }
    }

    @Test func partitionsAreMadeAheadAndTakeWhatCameWithoutThem() async throws {
        try await withJournal { journal in
            // As if nobody had looked after the partitions since before the event came.
            try await journal.owner.run(
                "DROP TABLE " + journal.partitions().map { "journal.\($0)" }.joined(separator: ",")
                    + "; DELETE FROM journal.event_partitions")
            try await journal.append("early")
            #expect(try await journal.count("events_unplaced") == 1)
            let before = try await journal.store.end()
            try await journal.keeper().keep()
            #expect(try await journal.count("events_unplaced") == 0)
            #expect(try await journal.partitions().count == 2, "of now and of the next span")
            #expect(try await journal.store.end() == before, "an event keeps its place")
            try await journal.keeper().keep()
            #expect(try await journal.partitions().count == 2)
        }
    }

    @Test func aPositionBeforeWhatWasDroppedIsRefusedWithTheNextThatIsNot() async throws {
        try await withJournal { journal in
            try await journal.addOldPartition()
            try await journal.append("old", at: "2020-01-02")
            try await journal.append("old", at: "2020-01-02")
            let horizon = try #require(try await journal.read(after: .start).last?.position)
            try await journal.append("young")
            try await journal.keeper().keep()
            #expect(try await journal.kinds() == ["young"])

            let error = await #expect(throws: RPCError.self) {
                try await journal.read(after: .start)
            }
            #expect(error?.saysThatEventsAreGone == true)
            let place = "\(horizon.transactionID)/\(horizon.position)"
            #expect(
                error?.details.contains(.resource(kind: "event_position", id: place)) == true)
            #expect(
                try await journal.read(after: .start, kinds: ["young"]).count == 1,
                "who reads other kinds has missed nothing")
            #expect(try await journal.read(after: horizon).count == 1)
            #expect(try await journal.read(after: nil).count == 1, "nil is the oldest kept")
            let lag = try await journal.client().measureLag(MeasureLag(after: .start))
            #expect(lag.events == 1 && lag.horizon == horizon)
        }
    }

    @Test func aReaderThatIsOvertakenByRetentionIsToldBeforeItSkips() async throws {
        try await withJournal { journal in
            try await journal.addOldPartition()
            try await journal.append("old", at: "2020-01-02")
            let first = try #require(try await journal.read(after: .start).last?.position)
            try await journal.append("old", at: "2020-01-02")
            try await journal.keeper().keep()
            try await journal.append("young")
            let error = await #expect(throws: RPCError.self) {
                _ = try await journal.store.events(after: first, kinds: [], limit: 10)
            }
            #expect(error?.saysThatEventsAreGone == true)
        }
    }

    /// Transactions that were begun before an append and are still open after it.
    @Test(arguments: [("diary", 1), ("journal", 0)])
    func onlyWhoMayAppendToALogHoldsItsReadersBack(service: String, readable: Int) async throws {
        try await withJournal { journal in
            let other = try await journal.open(service)
            try await other.withTransaction(.allTenants) { transaction in
                try await EventLog(of: ServiceName(service)).append(
                    Told(word: "slowly"), tenant: "t", agent: nil, at: .wallClock, in: transaction)
                try await journal.append("meanwhile")
                let read = try await journal.store.events(after: .start, kinds: [], limit: 10)
                #expect(read.settled.map(\.kind) == Array(repeating: "meanwhile", count: readable))
                #expect(read.areMoreUnsettled == (readable == 0))
            }
            let read = try await journal.store.events(after: .start, kinds: [], limit: 10)
            let isOwn = service == "journal"
            #expect(read.settled.map(\.kind) == (isOwn ? ["told", "meanwhile"] : ["meanwhile"]))
            #expect(!read.areMoreUnsettled)
        }
    }

    @Test func theRoleCanDropNothingThatIsYoungerThanADay() async throws {
        try await withJournal { journal in
            await #expect(throws: DatabaseError.self) {
                try await journal.session.execute(
                    "SELECT journal.drop_event_partition(interval '23 hours')")
            }
        }
    }

    @Test func whatComesSoonAfterAnEventIsHeldAndComesTogether() async throws {
        try await withJournal { journal in
            let signal = EventSignal()
            let gathering = Duration.milliseconds(400)
            var events = journal.client(signal).subscribe(
                SubscribeEvents(after: .start, gathering: gathering)
            ).makeAsyncIterator()
            let start = ContinuousClock.now
            try await journal.append("alone")
            signal.raise()
            #expect(try await events.next()?.kind == "alone")
            for kind in ["held", "with it"] {
                try await journal.append(kind)
                signal.raise()
            }
            #expect(try await events.next()?.kind == "held")
            #expect(.now - start >= gathering, "it is sent no sooner")
            #expect(try await events.next()?.kind == "with it")
        }
    }

    @Test func whoAppendsWakesItsOwnReadersWithoutTheDatabasesWord() async throws {
        try await withJournal { journal in
            let signal = EventSignal()
            let following = Task {
                await signal.follow(EventLog.channel(of: "journal"), of: journal.database)
            }
            defer { following.cancel() }
            // The listener's first word, that its connection is new, has come.
            try await signal.wait(beyond: 0)
            let seen = signal.count
            try await journal.append("told", id: EventID(at: .wallClock))
            #expect(signal.count > seen, "raised before the append returns")
        }
    }

    @Test func ofTwoReplicasOneMovesThePosition() async throws {
        try await withJournal { journal in
            let positions = PositionStore(of: "journal")
            let start = try await positions.position(upstream: "other", in: journal.session)
            let next = EventPosition(transactionID: 7, position: 1)
            try await positions.advance(
                from: start, to: next, upstream: "other", in: journal.session)
            await #expect(throws: PositionMoved.self) {
                try await positions.advance(
                    from: start, to: next, upstream: "other", in: journal.session)
            }
            #expect(
                try await positions.position(upstream: "other", in: journal.session) == next)
        }
    }
}

/// A service that has nothing but a log.
struct Journal {
    let database: Database
    let owner: DatabaseOwner
    let configuration: DatabaseConfiguration

    var session: ScopedDatabase { database.scoped(to: .allTenants) }
    var store: EventStore { EventStore(database, of: "journal") }

    /// Calls what every service serves of its log.
    func client(_ signal: EventSignal = EventSignal()) -> Client<Mesh> {
        let feed = EventFeed(store: store, signal: signal)
        var handlers = Handlers()
        handlers.serve(Mesh.subscribe, feed.handle)
        handlers.serve(Mesh.measureLag, feed.measure)
        return Client(InProcessChannel(handlers, service: "journal"))
    }

    /// Another service beside it, with a log of its own, or the same once more.
    func open(_ service: String) async throws -> Database {
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await Migrator(configuration, logger: silent).apply(
            ServiceSchema(name: service, password: service, migrations: []))
        return Database(
            configuration.connecting(as: service, password: service), logger: silent)
    }

    func keeper() throws -> PartitionKeeper {
        var reader = SettingsReader(ConfigReader(provider: InMemoryProvider(values: [:])))
        let keeping = EventKeeping(from: &reader)
        try reader.finish()
        return PartitionKeeper(
            database: database, service: "journal", keeping: keeping,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func append(_ kind: String, id: EventID) async throws {
        try await EventLog(of: "journal").append(
            Told(word: kind), eventID: id, tenant: "t", agent: nil, at: .wallClock, in: session)
    }

    func append(_ kind: String, at time: String = "now") async throws {
        try await session.execute(
            """
            INSERT INTO journal.events \
            (tenant_id, event_id, kind, occurred_at, appended_at, payload) \
            VALUES ('t', gen_random_uuid(), \(kind), now(), \(time)::text::timestamptz, '')
            """)
    }

    func addOldPartition() async throws {
        try await owner.run(
            """
            SET ROLE journal_owner;
            CREATE TABLE journal.events_old PARTITION OF journal.events
                FOR VALUES FROM ('2020-01-01') TO ('2020-02-01');
            INSERT INTO journal.event_partitions (starts_at, ends_at, name)
                VALUES ('2020-01-01', '2020-02-01', 'events_old');
            """)
    }

    /// What a subscriber gets that stops at the end.
    @discardableResult
    func read(after: EventPosition?, kinds: [String] = []) async throws -> [EventEnvelope] {
        var events: [EventEnvelope] = []
        for try await event in client().subscribe(
            SubscribeEvents(after: after, kinds: kinds, stopsAtEnd: true))
        { events.append(event) }
        return events
    }

    func kinds() async throws -> [String] {
        try await session.query(
            "SELECT kind FROM journal.events ORDER BY transaction_id, position", as: String.self)
    }

    func count(_ table: String) async throws -> Int {
        try await session.first(
            "SELECT count(*) FROM journal.events WHERE tableoid = \("journal.\(table)")::regclass",
            as: Int.self) ?? -1
    }

    func partitions() async throws -> [String] {
        try await session.query(
            "SELECT name FROM journal.event_partitions ORDER BY starts_at", as: String.self)
    }
}

@WireMessage
struct Told: Codable, Hashable, Sendable, MeshEvent {
    static let kind = "told"

    var word: String

    enum CodingKeys: Int, CodingKey { case word = 0 }
}

private func withJournal(_ body: (Journal) async throws -> Void) async throws {
    try await ScratchPostgres.shared().withDatabase { configuration in
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await Migrator(configuration, logger: silent).apply(
            ServiceSchema(name: "journal", password: "journal", migrations: []))
        try await body(
            Journal(
                database: Database(
                    configuration.connecting(as: "journal", password: "journal"), logger: silent),
                owner: DatabaseOwner(configuration), configuration: configuration))
    }
}
