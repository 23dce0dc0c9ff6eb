import ROIDomain

/// One line of `meshctl experiment --json`; what is not a number is left out.
struct EffectRow: Encodable {
    let outcome: String
    let arm: String
    let control: String
    let method: String
    let subgroup: String?
    let estimate: Double
    let standardError: Double?
    let pValue: Double?
    let adjustedPValue: Double?
    let interval95: [Double]?
    let relativeLift: Double?
    let n: Int
    let armCount: Int
    let controlCount: Int
    let design: String
    let sampleRatioPValue: Double?
    let details: [String: Double]?
    let assumptions: [String]
    let conclusion: String

    enum CodingKeys: String, CodingKey {
        case outcome, arm, control, method, subgroup, estimate, interval95, n, design, details
        case assumptions, conclusion
        case standardError = "standard_error"
        case pValue = "p_value"
        case adjustedPValue = "adjusted_p_value"
        case relativeLift = "relative_lift"
        case armCount = "n_arm"
        case controlCount = "n_control"
        case sampleRatioPValue = "sample_ratio_p_value"
    }

    init(_ effect: EffectEstimate, _ report: CausalReport) {
        func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
        outcome = effect.outcome
        arm = effect.arm
        control = effect.control
        method = effect.method.rawValue
        subgroup = effect.subgroup
        estimate = effect.estimate
        standardError = finite(effect.standardError)
        pValue = finite(effect.pValue)
        adjustedPValue = finite(effect.adjustedPValue)
        let ends = [effect.interval.lower, effect.interval.upper]
        interval95 = ends.allSatisfy(\.isFinite) ? ends : nil
        relativeLift = finite(effect.relativeLift)
        n = effect.armCount + effect.controlCount
        armCount = effect.armCount
        controlCount = effect.controlCount
        design = report.design.rawValue
        sampleRatioPValue = finite(report.sampleRatio?.pValue)
        let details = effect.details.filter(\.value.isFinite)
        self.details = details.isEmpty ? nil : details
        assumptions = effect.assumptions
        conclusion = effect.words
    }

    /// For a person who reads.
    var line: String {
        let p = adjustedPValue.map { ", adjusted p \($0.brief)" } ?? ""
        return """
            \(method)\(subgroup.map { " [\($0)]" } ?? ""): \(estimate > 0 ? "+" : "")\
            \(estimate.brief) (SE \(standardError?.brief ?? "-"), p \(pValue?.brief ?? "-")\(p)), \
            \(armCount) v \(controlCount); \(conclusion)
            """
    }
}
