/// Finds the least value of a smooth convex function: limited-memory BFGS with a backtracking line
/// search.
///
/// Source: Nocedal and Wright, "Numerical Optimization", 2nd ed., algorithms 3.1 and 7.4.
struct LBFGS {
    typealias Lane = SIMD4<Float>

    /// Steps remembered; more gain little and cost memory.
    private static let memory = 6
    /// Halvings of a step before it is given up.
    private static let halvingCountMax = 20
    /// The part of the foreseen gain that a step must bring (Armijo).
    private static let sufficientGain = 1e-4

    let stepCountMax: Int
    /// Ends when the value falls by less than this part of itself.
    let tolerance: Double

    /// The point where the search ends; `function` fills the gradient and returns the value.
    func minimum(
        from start: [Lane], of function: ([Lane], inout [Lane]) -> Double
    ) -> [Lane] {
        var point = start
        var gradient = [Lane](repeating: .zero, count: start.count)
        var value = function(point, &gradient)
        var past: [(step: [Lane], change: [Lane], scale: Double)] = []
        for _ in 0..<stepCountMax {
            var direction = descent(gradient, past)
            let slope = dot(direction, gradient)
            guard slope < 0 else { break }
            let size = past.isEmpty ? min(1, 1 / (-slope).squareRoot()) : 1
            guard
                let next = search(
                    from: point, value, slope, along: &direction, size: size, function)
            else { break }
            let change = subtract(next.gradient, gradient)
            let curvature = dot(direction, change)
            if curvature > 1e-12 {
                past.append((direction, change, 1 / curvature))
                if past.count > Self.memory { past.removeFirst() }
            }
            let gain = value - next.value
            (point, value, gradient) = (next.point, next.value, next.gradient)
            if gain < tolerance * abs(value) { break }
        }
        return point
    }

    /// The first step short enough to bring what its slope promises; `direction` becomes the step.
    private func search(
        from point: [Lane], _ value: Double, _ slope: Double, along direction: inout [Lane],
        size: Double, _ function: ([Lane], inout [Lane]) -> Double
    ) -> (point: [Lane], value: Double, gradient: [Lane])? {
        var size = size
        var gradient = [Lane](repeating: .zero, count: point.count)
        for _ in 0..<Self.halvingCountMax {
            var candidate = point
            add(direction, times: Float(size), to: &candidate)
            let reached = function(candidate, &gradient)
            if reached <= value + Self.sufficientGain * size * slope {
                for index in direction.indices { direction[index] *= Float(size) }
                return (candidate, reached, gradient)
            }
            size /= 2
        }
        return nil
    }

    /// Minus the gradient, turned by what the last steps showed of the curvature.
    private func descent(
        _ gradient: [Lane], _ past: [(step: [Lane], change: [Lane], scale: Double)]
    ) -> [Lane] {
        var direction = gradient
        var weights: [Double] = []
        for entry in past.reversed() {
            let weight = entry.scale * dot(entry.step, direction)
            weights.append(weight)
            add(entry.change, times: Float(-weight), to: &direction)
        }
        if let last = past.last {
            let size = Float(1 / (last.scale * dot(last.change, last.change)))
            for index in direction.indices { direction[index] *= size }
        }
        for (entry, weight) in zip(past, weights.reversed()) {
            let back = entry.scale * dot(entry.change, direction)
            add(entry.step, times: Float(weight - back), to: &direction)
        }
        for index in direction.indices { direction[index] = -direction[index] }
        return direction
    }

    // MARK: - Vectors

    private func dot(_ one: [Lane], _ other: [Lane]) -> Double {
        var sum = SIMD4<Double>.zero
        for index in one.indices { sum += SIMD4<Double>(one[index] * other[index]) }
        return sum.sum()
    }

    private func add(_ vector: [Lane], times factor: Float, to sum: inout [Lane]) {
        for index in sum.indices { sum[index] += vector[index] * factor }
    }

    private func subtract(_ one: [Lane], _ other: [Lane]) -> [Lane] {
        var difference = one
        for index in difference.indices { difference[index] -= other[index] }
        return difference
    }
}
