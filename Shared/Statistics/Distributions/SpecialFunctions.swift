import Glibc

/// ln |Γ(x)|.
package func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
}

/// ln B(a, b); for large arguments by Stirling's corrections, where the plain difference of
/// logarithms of Γ would lose its digits.
package func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    guard large > 10 else { return logGamma(a) + logGamma(b) - logGamma(a + b) }
    let sum = small + large
    if small > 10 {
        let correction = stirling(small) + stirling(large) - stirling(sum)
        return 0.5 * log(2 * Double.pi) - 0.5 * log(large) + correction
            + (small - 0.5) * log(small / sum) + large * log1p(-small / sum)
    }
    let correction = stirling(large) - stirling(sum)
    return logGamma(small) + correction + small - small * log(sum)
        + (large - 0.5) * log1p(-small / sum)
}

/// What Stirling's formula leaves of ln Γ(x), for x > 10.
private func stirling(_ x: Double) -> Double {
    let square = 1 / (x * x)
    let tail = 1 / 1_680.0 - square * (1 / 1_188.0 - square * (691 / 360_360.0 - square / 156))
    return (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1_260.0 - square * tail))) / x
}

/// I_x(a, b), the regularised incomplete beta function, for x in 0–1 and a, b > 0.
///
/// `complement` is 1 − x where the caller knows it better than a subtraction would.
///
/// Source: the continued fraction of NIST's Digital Library of Mathematical Functions, 8.17.22, by
/// the modified method of Lentz. O(√max(a, b)).
package func regularizedBeta(
    _ x: Double, _ a: Double, _ b: Double, complement: Double? = nil
) -> Double {
    let y = complement ?? (1 - x)
    guard x > 0 else { return x == 0 ? 0 : .nan }
    guard y > 0 else { return y == 0 ? 1 : .nan }
    let front = exp(a * logOf(x, complement: y) + b * logOf(y, complement: x) - logBeta(a, b))
    if x < (a + 1) / (a + b + 2) { return front * betaFraction(x, a, b) / a }
    return 1 - front * betaFraction(y, b, a) / b
}

private func logOf(_ x: Double, complement: Double) -> Double {
    x > 0.5 ? log1p(-complement) : log(x)
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var fraction = d
    for step in 1...fractionStepCountMax {
        let m = Double(step)
        let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        var change = 1.0
        for numerator in [even, odd] {
            d = 1 / kept(1 + numerator * d)
            c = kept(1 + numerator / c)
            change = c * d
            fraction *= change
        }
        if abs(change - 1) < 1e-16 { break }
    }
    return fraction
}

/// Ten times what parameters of 10⁷ take.
private let fractionStepCountMax = 50_000

/// P(a, x) and Q(a, x), the regularised incomplete gamma functions, for a > 0 and x ≥ 0.
///
/// Sources: DLMF 8.11.4 (series) below a + 1, 8.9.2 (continued fraction) above. O(√a + x − a).
package func regularizedGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    guard x > 0 else { return x == 0 ? (0, 1) : (.nan, .nan) }
    guard x.isFinite else { return (1, 0) }
    let front = exp(gammaExponent(a, x))
    if x < a + 1 {
        let lower = front * gammaSeries(a, x)
        return (lower, 1 - lower)
    }
    let upper = front * gammaFraction(a, x)
    return (1 - upper, upper)
}

/// ln(xᵃ e⁻ˣ / Γ(a)); for a large `a` arranged so that near x = a little is lost.
private func gammaExponent(_ a: Double, _ x: Double) -> Double {
    guard a > 10 else { return a * log(x) - x - logGamma(a) }
    let share = (x - a) / a
    let bend = abs(share) < 0.5 ? log1p(share) - share : log(x / a) - share
    return a * bend + 0.5 * log(a / (2 * Double.pi)) - stirling(a)
}

private func gammaSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var next = a
    for _ in 0..<fractionStepCountMax {
        next += 1
        term *= x / next
        sum += term
        if term < sum * 1e-17 { break }
    }
    return sum
}

private func gammaFraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var fraction = d
    for step in 1...fractionStepCountMax {
        let numerator = -Double(step) * (Double(step) - a)
        b += 2
        d = numerator * d + b
        if abs(d) < tiny { d = tiny }
        c = b + numerator / c
        if abs(c) < tiny { c = tiny }
        d = 1 / d
        fraction *= d * c
        if abs(d * c - 1) < 1e-16 { break }
    }
    return fraction
}
