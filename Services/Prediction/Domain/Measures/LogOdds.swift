import Foundation

/// 1 / (1 + e⁻ˣ): the chance that log-odds stand for.
package func sigmoid(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }

/// ln(p / (1 − p)), with p kept off 0 and 1.
func logOdds(_ chance: Double) -> Double {
    let kept = min(max(chance, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))
}

/// ln(1 + eˣ) without overflow.
func softplus(_ number: Double) -> Double { max(number, 0) + log1p(exp(-abs(number))) }
