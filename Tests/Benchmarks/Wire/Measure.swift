/// Median microseconds of a call.
struct Result {
    var codec: Codec
    var encode: Double
    var decode: Double
}

/// Runs the codecs in turns, so that a busy moment of the machine falls on every codec alike; a round
/// is shorter than a time slice, so that most rounds are not interrupted.
func measure(_ codecs: [Codec], rounds: Int = 501) throws -> [Result] {
    var encodes = try codecs.map { try Series($0.encode) }
    var decodes = try codecs.map { try Series($0.decode) }
    for _ in 0..<rounds {
        for index in codecs.indices {
            try encodes[index].run()
            try decodes[index].run()
        }
    }
    return codecs.indices.map { index in
        Result(
            codec: codecs[index], encode: encodes[index].median, decode: decodes[index].median)
    }
}

/// The rounds of one call.
private struct Series {
    private static let roundMicroseconds = 200.0

    private let call: () throws -> Int
    private let callsPerRound: Int
    private var rounds: [Double] = []

    /// Finds how many calls make a round.
    init(_ call: @escaping () throws -> Int) throws {
        self.call = call
        var fastest = Double.infinity
        for _ in 0..<20 { fastest = min(fastest, try Self.microseconds(of: 1, call)) }
        callsPerRound = max(1, Int(Self.roundMicroseconds / fastest))
    }

    mutating func run() throws {
        rounds.append(try Self.microseconds(of: callsPerRound, call) / Double(callsPerRound))
    }

    /// To a hundredth.
    var median: Double { (rounds.sorted()[rounds.count / 2] * 100).rounded() / 100 }

    private static func microseconds(of calls: Int, _ call: () throws -> Int) throws -> Double {
        // What every call made is counted and checked, so that none can be optimised away.
        var produced = 0
        let elapsed = try ContinuousClock().measure {
            for _ in 0..<calls { produced &+= try call() }
        }
        precondition(produced > 0)
        return elapsed / .microseconds(1)
    }
}
