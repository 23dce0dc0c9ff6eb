import CoachingDomain
import Identifiers
import Testing

@Suite("When a notification may go out")
struct DeliveryPolicyTests {
    private let policy = DeliveryPolicy()

    @Test(
        "Quiet hours last to their end, over midnight as well",
        arguments: [
            (22 * 60, 7 * 60, 23 * 60, 480), (22 * 60, 7 * 60, 0, 420), (22 * 60, 7 * 60, 419, 1),
            (22 * 60, 7 * 60, 420, nil), (22 * 60, 7 * 60, 1_319, nil), (60, 120, 60, 60),
            (60, 120, 120, nil), (0, 0, 0, nil),
        ] as [(Int, Int, Int, Int?)])
    func quietHours(from: Int, until: Int, minute: Int, left: Int?) {
        #expect(QuietHours(from: from, until: until).minutesLeft(at: minute) == left)
    }

    @Test("Only what leaves the house and is not critical waits for the end of quiet hours")
    func whatWaits() {
        let quiet = QuietHours(from: 0, until: 100)
        for channel in NotificationChannel.allCases {
            for priority in CoachingPriority.allCases {
                let timing = policy.timing(of: priority, by: channel, quiet: quiet, at: 40)
                let waits = !channel.isScreen && priority != .critical
                #expect(timing == (waits ? .later(by: .seconds(3_600)) : .now))
            }
        }
    }

    @Test("Tries come twice as late each time, obey the server, and end in the dead-letter list")
    func retries() {
        var waited = Duration.zero
        for count in 1..<policy.triesMax {
            guard case .retry(let wait) = policy.verdict(on: .unavailable("down"), try: count)
            else {
                Issue.record("try \(count) is not the last")
                return
            }
            #expect(wait == min(.seconds(3_600), .seconds(5 * (1 << (count - 1)))))
            waited += wait
        }
        #expect(waited > .seconds(4 * 3_600 - 3_600))
        #expect(policy.verdict(on: .unavailable("down"), try: policy.triesMax) == .failed)
        #expect(
            policy.verdict(on: .unavailable("busy", after: .seconds(90)), try: 1)
                == .retry(after: .seconds(90)))
        #expect(policy.verdict(on: .bounced("gone"), try: 1) == .bounced)
        #expect(policy.verdict(on: .refused("no"), try: 1) == .failed)
    }
}
