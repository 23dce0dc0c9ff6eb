import Identifiers
import RPC
import Testing

/// The small machines of a connection.
struct MachineTests {
    func moment(_ seconds: Double) -> Deadline {
        Deadline(uptimeNanoseconds: UInt64(1e12 + seconds * 1e9))
    }

    @Test func abnormalEventsRunOutAndComeBack() throws {
        var limits = Limits()
        limits.abnormalEvents = 10
        limits.abnormalEventsPerSecond = 5
        var budget = AbnormalBudget(limits, at: moment(0))
        for _ in 0..<10 { try budget.spend(at: moment(0)) }
        #expect(throws: ProtocolFault.abnormalEventsSpent) { try budget.spend(at: moment(0.1)) }
        for _ in 0..<5 { try budget.spend(at: moment(1.05)) }
        #expect(throws: ProtocolFault.abnormalEventsSpent) { try budget.spend(at: moment(1.05)) }
    }

    @Test func aQuietPeerIsPingedAndThenGivenUp() {
        var keepAlive = KeepAlive(Limits())
        #expect(keepAlive.checked(at: moment(1), heard: moment(0)) == .wait(until: moment(15)))
        #expect(
            keepAlive.checked(at: moment(15), heard: moment(0))
                == .ping(token: 1, thenWaitUntil: moment(25)))
        #expect(keepAlive.checked(at: moment(20), heard: moment(0)) == .wait(until: moment(25)))
        #expect(keepAlive.checked(at: moment(25), heard: moment(0)) == .giveUp)
    }

    @Test func anAnswerKeepsAPeer() {
        var keepAlive = KeepAlive(Limits())
        _ = keepAlive.checked(at: moment(15), heard: moment(0))
        #expect(keepAlive.checked(at: moment(25), heard: moment(16)) == .wait(until: moment(31)))
    }

    @Test func pausesDoubleUpToTheLongest() {
        var backoff = Backoff(Limits())
        let pauses = (0..<12).map { _ in backoff.failed(chance: 1) }
        #expect(pauses[0] == .milliseconds(50))
        #expect(pauses[1] == .milliseconds(100))
        #expect(pauses.max() == .seconds(5))
        backoff.succeeded()
        #expect(backoff.failed(chance: 0) == .milliseconds(25))
    }

    @Test func denyWinsAndTheDefaultIsNo() {
        let policy = Policy(
            allow: [.init(method: "coaching.*", callers: ["gateway", "roi"])],
            deny: [.init(method: "coaching.erase", callers: ["*"])])
        #expect(policy.refusal(of: "coaching.start", to: "gateway") == nil)
        #expect(policy.refusal(of: "coaching.erase", to: "gateway")?.code == .permissionDenied)
        #expect(policy.refusal(of: "coaching.start", to: "analyzer")?.code == .permissionDenied)
        #expect(policy.refusal(of: "coachingextra.start", to: "gateway")?.code == .permissionDenied)
    }

    @Test func policyFilesAreReadStrictly() throws {
        let text = """
            {"version": 1, "allow": [{"method": "*", "callers": ["gateway"]}],
             "principals": {"forwarders": ["coaching"]}}
            """
        let policy = try Policy(json: text.utf8)
        #expect(policy.refusal(of: "roi.report", to: "gateway") == nil)
        #expect(policy.principals.originators == ["gateway"])
        #expect(policy.principals.forwarders == ["coaching"])
        for wrong in [
            "", "[]", "{}", #"{"version": 2}"#, #"{"version": 1, "alow": []}"#,
            #"{"version": 1, "allow": [{"method": "*"}]}"#,
        ] {
            #expect(throws: Policy.Fault.self, "\(wrong)") { try Policy(json: wrong.utf8) }
        }
    }

    @Test(arguments: [
        (["gateway"], true), (["gateway", "coaching"], true), (["coaching"], false),
        (["coaching", "coaching"], false), (["gateway", "roi"], false),
        (["gateway", "roi", "coaching"], false),
    ])
    func peopleAreBelievedFromTrustedChains(hops: [String], isTrusted: Bool) {
        let policy = Policy(
            allow: [.init(method: "*", callers: ["*"])],
            principals: .init(originators: ["gateway"], forwarders: ["coaching"]))
        let call = Call(
            now: .wallClock, caller: CallerIdentity(hops.last!),
            principal: Principal(tenantID: "acme", subject: "ada", role: .agent), metadata: [:],
            deadline: nil, method: "analyzer.analyze", callID: .random(), traceparent: nil,
            principalPath: Array(hops.dropLast()))
        #expect((policy.refusal(of: call) == nil) == isTrusted)
    }
}
