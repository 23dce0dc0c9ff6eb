/// Finds a low point of a function without its gradient, by Nelder and Mead's simplex (1965).
///
/// Deterministic; ends after `evaluationCountMax` calls, or when the simplex' values differ by less
/// than one part in 10⁹. The starting point should be scaled so that `step` is a sensible move.
func nelderMead(
    from start: [Double], step: [Double], evaluationCountMax: Int,
    _ function: ([Double]) -> Double
) -> [Double] {
    var simplex = Simplex(from: start, step: step, function)
    while simplex.evaluationCount < evaluationCountMax, !simplex.isFlat { simplex.move(function) }
    return simplex.best
}

private struct Simplex {
    private var corners: [(point: [Double], value: Double)]
    private(set) var evaluationCount: Int

    init(from start: [Double], step: [Double], _ function: ([Double]) -> Double) {
        corners = [(start, function(start))]
        for axis in start.indices {
            var point = start
            point[axis] += step[axis]
            corners.append((point, function(point)))
        }
        evaluationCount = corners.count
        sort()
    }

    var best: [Double] { corners[0].point }

    var isFlat: Bool {
        let (low, high) = (corners[0].value, corners[corners.count - 1].value)
        return high - low <= 1e-9 * (abs(low) + 1e-12)
    }

    /// Reflects the worst corner through the others, and stretches, contracts or shrinks.
    mutating func move(_ function: ([Double]) -> Double) {
        let last = corners.count - 1
        let reflected = corner(at: -1, function)
        if reflected.value < corners[0].value {
            let stretched = corner(at: -2, function)
            corners[last] = stretched.value < reflected.value ? stretched : reflected
        } else if reflected.value < corners[last - 1].value {
            corners[last] = reflected
        } else {
            let contracted = corner(
                at: reflected.value < corners[last].value ? -0.5 : 0.5, function)
            if contracted.value < min(reflected.value, corners[last].value) {
                corners[last] = contracted
            } else {
                shrink(function)
            }
        }
        sort()
    }

    /// The point on the line from the others' centre to the worst corner; 1 is that corner.
    private mutating func corner(
        at place: Double, _ function: ([Double]) -> Double
    ) -> (point: [Double], value: Double) {
        let others = corners.dropLast()
        let worst = corners[corners.count - 1].point
        let point = worst.indices.map { axis in
            let centre = others.reduce(0) { $0 + $1.point[axis] } / Double(others.count)
            return centre + place * (worst[axis] - centre)
        }
        evaluationCount += 1
        return (point, function(point))
    }

    private mutating func shrink(_ function: ([Double]) -> Double) {
        for index in corners.indices.dropFirst() {
            let point = zip(corners[0].point, corners[index].point).map { ($0 + $1) / 2 }
            corners[index] = (point, function(point))
        }
        evaluationCount += corners.count - 1
    }

    private mutating func sort() { corners.sort { $0.value < $1.value } }
}
