import Identifiers
import RPC
import Testing

/// Which server takes a call.
struct BalancerTests {
    var limits = ClientLimits()

    func moment(_ seconds: Double) -> Deadline {
        Deadline(uptimeNanoseconds: UInt64(1e12 + seconds * 1e9))
    }

    func endpoints(_ ports: Range<Int>) -> [Endpoint] { ports.map { Endpoint(port: $0) } }

    /// A balancer whose addresses are all connected; the connection of slot n is n.
    func connected(
        _ count: Int, _ limits: ClientLimits = ClientLimits(), room: Int = 1_000, seed: UInt64 = 1
    ) -> Balancer {
        var balancer = Balancer(limits, seed: seed)
        for case .connect(let slot, let endpoint) in balancer.resolved(endpoints(1..<count + 1)) {
            #expect(balancer.opened(slot, slot: slot, endpoint: endpoint, room: room) == true)
        }
        return balancer
    }

    func ticket(_ choice: Balancer.Choice) throws -> Balancer.Ticket {
        guard case .call(let ticket) = choice else { throw NoTicket(choice: choice) }
        return ticket
    }

    struct NoTicket: Error { let choice: Balancer.Choice }

    // MARK: - Power of two choices

    @Test func aSlowServerOfThreeGetsLittleTraffic() throws {
        var balancer = connected(3)
        var counts = [0, 0, 0]
        var underWay: [(end: Double, ticket: Balancer.Ticket)] = []
        for step in 0..<20_000 {
            let now = Double(step) / 10_000
            for (_, ticket) in underWay.filter({ $0.end <= now }) {
                balancer.ended(ticket, .served, at: moment(now))
            }
            underWay.removeAll { $0.end <= now }
            let ticket = try ticket(balancer.picked(at: moment(now)))
            counts[ticket.slot] += 1
            underWay.append((now + (ticket.slot == 2 ? 0.1 : 0.002), ticket))
        }
        #expect(Double(counts[2]) < 0.05 * 20_000, "\(counts)")
        #expect(abs(counts[0] - counts[1]) < 2_000, "\(counts)")
    }

    @Test func aServerThatFailsFastDoesNotLookFast() throws {
        var limits = limits
        limits.consecutiveFailures = .max
        limits.breakerCalls = .max
        var balancer = connected(3, limits)
        var counts = [0, 0, 0]
        for step in 0..<3_000 {
            let now = Double(step) / 1_000
            let ticket = try ticket(balancer.picked(at: moment(now)))
            counts[ticket.slot] += 1
            let isBad = ticket.slot == 0
            balancer.ended(
                ticket, isBad ? .failed(.unavailable) : .served,
                at: moment(now + (isBad ? 0.000_1 : 0.000_9)))
        }
        #expect(counts[0] < 1_500, "\(counts)")
    }

    // MARK: - Routing keys

    @Test func aChangeMovesOnlyTheKeysItMust() throws {
        var balancer = connected(10)
        let keys = (0..<2_000).map { "agent-\($0)".stableHash }
        func places() throws -> [Endpoint] {
            try keys.map { key in
                let ticket = try ticket(balancer.picked(key: key, at: moment(0)))
                defer { balancer.ended(ticket, .unknown, at: moment(0)) }
                return balancer.slots[ticket.slot].endpoint
            }
        }
        let before = try places()
        for endpoint in endpoints(1..<11) {
            #expect((120...290).contains(before.count { $0 == endpoint }), "\(endpoint)")
        }
        _ = balancer.resolved(endpoints(1..<10))
        let without = try places()
        let moved = zip(before, without).filter { $0 != $1 }
        #expect(moved.allSatisfy { $0.0 == Endpoint(port: 10) })
        for case .connect(let slot, let endpoint) in balancer.resolved(endpoints(1..<11)) {
            _ = balancer.opened(99, slot: slot, endpoint: endpoint, room: 1_000)
        }
        #expect(try places() == before, "the keys come back with their server")
    }

    @Test func aHotKeyDoesNotOverloadItsServer() throws {
        var balancer = connected(4)
        var counts = [0, 0, 0, 0]
        for _ in 0..<100 {
            counts[try ticket(balancer.picked(key: 7, at: moment(0))).slot] += 1
        }
        #expect(counts.max()! <= 33, "1.25 times a fair share of 25, and one: \(counts)")
        #expect(counts.min()! >= 1)
    }

    // MARK: - Ejection

    @Test func failuresInARowEjectEachTimeForLonger() throws {
        var balancer = connected(3)
        func fail(_ slot: Int, at now: Double) throws {
            while balancer.slots[slot].ejection.until == nil {
                let ticket = try ticket(balancer.picked(at: moment(now)))
                let outcome: Outcome = ticket.slot == slot ? .failed(.unavailable) : .served
                balancer.ended(ticket, outcome, at: moment(now + 0.002))
            }
        }
        try fail(1, at: 1)
        #expect(balancer.slots[1].ejection.until == moment(6.002))
        #expect(balancer.usable == [0, 2])
        _ = balancer.picked(at: moment(6.001))
        #expect(balancer.usable == [0, 2])
        _ = balancer.picked(at: moment(6.002))
        #expect(balancer.usable == [0, 1, 2])
        try fail(1, at: 7)
        #expect(balancer.slots[1].ejection.until == moment(17.002), "twice as long")
    }

    @Test func oneOfThreeThatOftenFailsIsEjectedByItsRate() throws {
        var balancer = connected(3)
        for step in 0..<1_200 {
            let now = moment(Double(step) / 100)
            let ticket = try ticket(balancer.picked(at: now))
            let isBad = ticket.slot == 1 && step % 2 == 0
            balancer.ended(
                ticket, isBad ? .failed(.internal) : .served, at: now.advanced(by: .milliseconds(2))
            )
        }
        #expect(balancer.usable == [0, 2])
        #expect(Ejection.outliers(among: [1, 0.95, 0.9, 0.99, 0.97], limits) == [])
        #expect(Ejection.outliers(among: [0.1, 0.12, 0.09], limits) == [])
    }

    @Test func aLastServerIsNeverEjectedAndNeverMoreThanHalf() throws {
        for count in [1, 2, 3, 4, 7] {
            var limits = limits
            limits.breakerCalls = .max
            var balancer = connected(count, limits)
            for _ in 0..<500 {
                let ticket = try ticket(balancer.picked(at: moment(0)))
                balancer.ended(ticket, .failed(.unavailable), at: moment(0))
            }
            let ejected = balancer.live.count { balancer.slots[$0].ejection.isEjected }
            #expect(ejected == count / 2, "of \(count)")
        }
    }

    @Test func inAPanicEjectionsAreIgnored() throws {
        var balancer = connected(4)
        for _ in 0..<200 {
            let ticket = try ticket(balancer.picked(at: moment(0)))
            balancer.ended(
                ticket, ticket.slot < 2 ? .lost : .served, at: moment(0.002))
        }
        #expect(balancer.usable == [2, 3])
        #expect(!balancer.isPanicking)
        balancer.left(3, slot: 3)
        #expect(balancer.isPanicking, "one of four is well: less than panicShare")
        #expect(balancer.usable == [0, 1, 2])
        #expect(balancer.opened(3, slot: 3, endpoint: Endpoint(port: 4), room: 10) == true)
        #expect(balancer.usable == [2, 3])
    }

    @Test func onlyWhatTheServerDidCounts() throws {
        let mine = RPCError(.unavailable, "", origin: .remote("echo"))
        let behind = RPCError(.unavailable, "", origin: .remote("roi"))
        func outcome(_ error: RPCError?, wasSent: Bool = true) -> Outcome {
            Outcome(error, from: "echo", wasSent: wasSent, elapsed: .seconds(1))
        }
        #expect(outcome(nil) == .served)
        #expect(outcome(mine) == .failed(.unavailable))
        #expect(outcome(behind) == .unknown)
        #expect(outcome(.cancelled("x")) == .unknown)
        #expect(outcome(.deadlineExceeded("x"), wasSent: false) == .unknown)
        #expect(outcome(.deadlineExceeded("x")) == .silent(.seconds(1)))
        #expect(outcome(RPCError(.unavailable, "lost")) == .lost)
        #expect(outcome(RPCError(.unavailable, "no connection"), wasSent: false) == .unknown)
        #expect(outcome(RPCError(.resourceExhausted, "local limit")) == .unknown)
        #expect(outcome(RPCError(.notFound, "", origin: .remote("echo"))) == .served)
        #expect(Outcome.silent(.milliseconds(99)).isFailure(limits) == nil)
        var balancer = connected(2)
        for _ in 0..<1_000 {
            let ticket = try ticket(balancer.picked(at: moment(0)))
            balancer.ended(ticket, .unknown, at: moment(0))
        }
        #expect(balancer.usable.count == 2)
        #expect(balancer.breaker.state == .closed)
    }

    // MARK: - Connections

    @Test func aHotAddressGetsMoreConnectionsUpToTheLimit() throws {
        var balancer = connected(1, room: 10)
        var opened = 1
        for _ in 0..<400 {
            let ticket = try ticket(balancer.picked(at: moment(0)))
            guard ticket.opensAnother else { continue }
            #expect(balancer.slots[0].inFlight >= 8 * opened)
            #expect(
                balancer.opened(opened, slot: 0, endpoint: Endpoint(port: 1), room: 10) == true)
            opened += 1
        }
        #expect(opened == limits.connectionsPerAddress)
    }

    @Test func onlyRepeatedLagOfABusyConnectionOpensAnother() throws {
        var balancer = connected(1)
        let endpoint = Endpoint(port: 1)
        let whileIdle = (0..<100).count { _ in
            balancer.lagged(slot: 0, endpoint: endpoint, at: moment(0))
        }
        #expect(whileIdle == 0)
        for _ in 0..<limits.busyCalls { _ = try ticket(balancer.picked(at: moment(0))) }
        for second in 0..<20 {
            let isHot = balancer.lagged(slot: 0, endpoint: endpoint, at: moment(Double(second)))
            #expect(!isHot)
        }
        let asked = (0..<100).count { step in
            balancer.lagged(slot: 0, endpoint: endpoint, at: moment(30 + Double(step) / 100))
        }
        #expect(asked == 1, "one at a time")
    }

    /// However addresses, connections, calls and time come, every call is given to a connection
    /// that is open, tickets and counts agree, and nothing is left of what was retired.
    @Test(arguments: UInt64(0)..<64)
    func noWalkLosesCount(seed: UInt64) throws {
        var walk = BalancerWalk(seed: seed)
        for _ in 0..<1_500 { walk.step() }
        walk.settle()
        #expect(walk.faults == [], "seed \(seed)")
    }
}

/// Drives a balancer as connectors, a resolver and callers do.
struct BalancerWalk {
    private var balancer: Balancer
    private var random: SplitMix64
    private var now: UInt64 = 1_000_000_000_000
    private var nextConnection = 0
    private var open: [Int: Int] = [:]
    private var named: [Int: Endpoint] = [:]
    private var tickets: [Balancer.Ticket] = []
    private(set) var faults: Set<String> = []

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        balancer = Balancer(ClientLimits(), seed: seed)
    }

    mutating func step() {
        now += UInt64.random(in: 0..<400_000_000, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: resolve(Int.random(in: 0..<6, using: &random))
        case 1, 2: connect()
        case 3: lose()
        case 4, 5, 6, 7: call()
        default: endAny()
        }
    }

    mutating func settle() {
        while !tickets.isEmpty { endAny() }
        let slots = balancer.slots.indices.filter { !balancer.slots[$0].isFree }
        if Set(slots) != Set(named.keys) { faults.insert("retired addresses are left") }
    }

    private mutating func resolve(_ count: Int) {
        let endpoints = (1..<9).shuffled(using: &random).prefix(count).map { Endpoint(port: $0) }
        for action in balancer.resolved(endpoints) {
            switch action {
            case .connect(let slot, let endpoint):
                if named.updateValue(endpoint, forKey: slot) != nil { faults.insert("slot twice") }
            case .retire(let slot):
                named[slot] = nil
                for (connection, its) in open where its == slot { open[connection] = nil }
            }
        }
        if count > 0, Set(named.values) != Set(endpoints) { faults.insert("wrong addresses") }
    }

    private mutating func connect() {
        guard let (slot, endpoint) = named.randomElement(using: &random) else { return }
        if Bool.random(using: &random) {
            balancer.failed(slot: slot, endpoint: endpoint, another: Bool.random(using: &random))
            return
        }
        nextConnection += 1
        let room = Int.random(in: 0..<20, using: &random)
        guard balancer.opened(nextConnection, slot: slot, endpoint: endpoint, room: room) else {
            faults.insert("a live address was refused")
            return
        }
        open[nextConnection] = slot
        let stale = Endpoint(port: 99)
        if balancer.opened(-1, slot: slot, endpoint: stale, room: 1) {
            faults.insert("another address took the slot's place")
        }
    }

    private mutating func lose() {
        guard let (connection, slot) = open.randomElement(using: &random) else { return }
        open[connection] = nil
        balancer.left(connection, slot: slot)
    }

    private mutating func call() {
        let key = Bool.random(using: &random) ? random.next() % 8 : nil
        let avoided = tickets.randomElement(using: &random)?.slot
        let moment = Deadline(uptimeNanoseconds: now)
        switch balancer.picked(key: key, avoiding: avoided, at: moment) {
        case .call(let ticket):
            if open[ticket.connection] != ticket.slot { faults.insert("a closed connection") }
            tickets.append(ticket)
        case .wait:
            // Ejected servers are used in a panic, so only a lack of connections makes one wait.
            if !open.isEmpty { faults.insert("waits beside a ready server") }
        case .failFast:
            if balancer.breaker.state == .closed { faults.insert("fails fast while closed") }
        }
    }

    private mutating func endAny() {
        guard let place = tickets.indices.randomElement(using: &random) else { return }
        let outcomes: [Outcome] = [
            .served, .served, .served, .failed(.unavailable), .lost, .silent(.seconds(1)), .unknown,
        ]
        balancer.ended(
            tickets.remove(at: place),
            outcomes[Int.random(in: outcomes.indices, using: &random)],
            measures: Bool.random(using: &random), at: Deadline(uptimeNanoseconds: now))
    }
}
