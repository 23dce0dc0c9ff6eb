// wire-fuzz [--minutes 10] [--seed N] [--batches N]: feeds damaged messages to every decoder of Wire.
// A batch depends on its seed alone, so a batch that crashed is played again with
// `wire-fuzz --seed SEED --batches 1`.

func option(_ name: String) -> String? {
    let arguments = CommandLine.arguments
    guard let place = arguments.firstIndex(of: "--\(name)"), place + 1 < arguments.count else {
        return nil
    }
    return arguments[place + 1]
}

let minutes = option("minutes").flatMap(Double.init) ?? 10
let firstSeed = option("seed").flatMap { UInt64($0) } ?? 1
let batchesMax = option("batches").flatMap { UInt64($0) } ?? .max

let clock = ContinuousClock()
let start = clock.now
let fuzzer = Fuzzer()
var tally = Tally()
var batch: UInt64 = 0
while batch < batchesMax, start.duration(to: clock.now) < .seconds(minutes * 60) {
    let seed = firstSeed &+ batch
    // Said before it runs, so that a crash leaves its seed behind.
    if batch.isMultiple(of: 64) || batchesMax == 1 { report("from seed \(seed)…") }
    if let fault = fuzzer.run(seed: seed, tally: &tally) {
        report("seed \(seed): \(fault)")
        exitWithFailure()
    }
    batch += 1
}
let seconds = start.duration(to: clock.now) / .seconds(1)
print(
    #"{"executions":\#(tally.executions),"accepted":\#(tally.accepted),"batches":\#(batch),"#
        + #""seed":\#(firstSeed),"seconds":\#(seconds.rounded()),"faults":0}"#)
