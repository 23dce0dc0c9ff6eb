/// A chance from a weighted sum of features.
package struct LogisticRegression: Hashable, Sendable {
    package let weights: [Double]

    package init(weights: [Double]) { self.weights = weights }

    /// Fits by Newton's method with a small ridge; O(rows · features²) for each of 12 steps.
    ///
    /// `features` are rows of equal length, one after the other.
    package init(fittedTo features: [Double], outcomes: [Bool], featureCount: Int) {
        var weights = Array(repeating: 0.0, count: featureCount)
        for _ in 0..<Self.stepCountMax {
            let slope = LogisticSlope(weights, features, outcomes)
            let step = solved(slope.curvature, slope.gradient)
            for index in weights.indices { weights[index] -= step[index] }
            if step.allSatisfy({ abs($0) < 1e-6 }) { break }
        }
        self.weights = weights
    }

    private static let stepCountMax = 12

    package func chance(_ features: [Double]) -> Double {
        sigmoid(zip(weights, features).reduce(0) { $0 + $1.0 * $1.1 })
    }
}

/// The gradient and the curvature of the log loss.
private struct LogisticSlope {
    private(set) var gradient: [Double]
    private(set) var curvature: [[Double]]

    /// Keeps the curvature invertible where two features are one.
    private static let ridge = 1e-3

    init(_ weights: [Double], _ features: [Double], _ outcomes: [Bool]) {
        let count = weights.count
        var gradient = weights.map { $0 * Self.ridge }
        var curvature = Array(repeating: 0.0, count: count * count)
        features.withUnsafeBufferPointer { features in
            for row in outcomes.indices {
                let start = row * count
                var sum = 0.0
                for index in 0..<count { sum += weights[index] * features[start + index] }
                let chance = sigmoid(sum)
                let miss = chance - (outcomes[row] ? 1 : 0)
                let weight = chance * (1 - chance)
                for index in 0..<count {
                    let value = features[start + index]
                    gradient[index] += miss * value
                    let scaled = weight * value
                    for other in 0...index {
                        curvature[index * count + other] += scaled * features[start + other]
                    }
                }
            }
        }
        self.gradient = gradient
        self.curvature = (0..<count).map { row in
            (0..<count).map { column in
                curvature[max(row, column) * count + min(row, column)]
                    + (row == column ? Self.ridge : 0)
            }
        }
    }
}

/// Solves a symmetric positive definite system by Cholesky's decomposition.
func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    let count = right.count
    var lower = Array(repeating: Array(repeating: 0.0, count: count), count: count)
    for row in 0..<count {
        for column in 0...row {
            var sum = matrix[row][column]
            for index in 0..<column { sum -= lower[row][index] * lower[column][index] }
            lower[row][column] =
                row == column ? max(sum, 1e-300).squareRoot() : sum / lower[column][column]
        }
    }
    var forward = right
    for row in 0..<count {
        for index in 0..<row { forward[row] -= lower[row][index] * forward[index] }
        forward[row] /= lower[row][row]
    }
    for row in (0..<count).reversed() {
        for index in (row + 1)..<max(row + 1, count) {
            forward[row] -= lower[index][row] * forward[index]
        }
        forward[row] /= lower[row][row]
    }
    return forward
}
