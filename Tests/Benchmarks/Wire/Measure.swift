/// Median microseconds of a call.
struct Result {
    var codec: Codec
    var encode: Double
    var decode: Double
}

/// Runs the codecs in turns, so that a busy moment of the machine falls on every codec alike.
func measure(_ codecs: [Codec], rounds: Int = 31) throws -> [Result] {
    var encodes = codecs.map { _ in [Double]() }
    var decodes = codecs.map { _ in [Double]() }
    for _ in 0..<rounds {
        for (index, codec) in codecs.enumerated() {
            encodes[index].append(try microsecondsPerCall(codec.encode))
            decodes[index].append(try microsecondsPerCall(codec.decode))
        }
    }
    return codecs.enumerated().map { index, codec in
        Result(codec: codec, encode: median(encodes[index]), decode: median(decodes[index]))
    }
}

private func microsecondsPerCall(_ call: () throws -> Int) throws -> Double {
    let calls = 400
    // What every call made is counted and checked, so that none can be optimised away.
    var produced = 0
    let elapsed = try ContinuousClock().measure {
        for _ in 0..<calls { produced &+= try call() }
    }
    precondition(produced > 0)
    return elapsed / .microseconds(1) / Double(calls)
}

/// To a hundredth.
private func median(_ values: [Double]) -> Double {
    (values.sorted()[values.count / 2] * 100).rounded() / 100
}
