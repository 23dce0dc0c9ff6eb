import PredictionDomain

/// One series of `meshctl forecast --json`.
struct ForecastRow: Encodable, Readable {
    let seriesID: String
    let mean: [Double]
    let lower80: [Double]
    let upper80: [Double]
    let lower95: [Double]
    let upper95: [Double]
    let method: String
    /// On the values that were held back; absent for a series too short for it.
    let heldBack: HeldBack?

    struct HeldBack: Encodable {
        let smape: Double
        /// Absent for a series that never moved.
        let mase: Double?
        let coverage80: Double
        let coverage95: Double
    }

    enum CodingKeys: String, CodingKey {
        case mean, lower80, upper80, lower95, upper95, method
        case seriesID = "series_id"
        case heldBack = "held_back"
    }

    init(_ forecast: SeriesForecaster.Forecast) {
        seriesID = forecast.id
        mean = forecast.distribution.means
        (lower80, upper80) = forecast.distribution.interval(0.8)
        (lower95, upper95) = forecast.distribution.interval(0.95)
        method = forecast.method.rawValue
        heldBack = forecast.heldBack.map {
            HeldBack(
                smape: $0.symmetricPercentError.rounded(to: 4),
                mase: $0.scaledError?.rounded(to: 4), coverage80: $0.coverage80.rounded(to: 4),
                coverage95: $0.coverage95.rounded(to: 4))
        }
    }

    var line: String {
        let end = mean.count - 1
        return "\(seriesID): \(mean[0].rounded(to: 2)) to \(mean[end].rounded(to: 2)) at the end "
            + "(80 %: \(lower80[end].rounded(to: 2))–\(upper80[end].rounded(to: 2)))"
    }
}

/// One method on the values that were held back.
struct MethodRow: Encodable, Readable {
    let method: String
    let isChosen: Bool
    let series: Int
    let horizon: Int
    let smape: Double
    let mase: Double?
    /// Relative to Naive2.
    let owa: Double?
    let coverage80: Double
    let coverage95: Double
    /// In units of MASE.
    let crps: Double?

    enum CodingKeys: String, CodingKey {
        case method, series, horizon, smape, mase, owa, coverage80, coverage95, crps
        case isChosen = "chosen"
    }

    /// Empty when no series was long enough to hold values back.
    static func rows(of result: SeriesForecaster.Result, horizon: Int) -> [MethodRow] {
        ForecastMethod.allCases.compactMap { method in
            result.accuracies[method].map { accuracy in
                MethodRow(
                    method, accuracy, reference: result.accuracies[.naive2],
                    isChosen: method == result.chosen, horizon: horizon)
            }
        }
    }

    private init(
        _ method: ForecastMethod, _ accuracy: ForecastAccuracy, reference: ForecastAccuracy?,
        isChosen: Bool, horizon: Int
    ) {
        self.method = method.rawValue
        self.isChosen = isChosen
        self.horizon = horizon
        series = accuracy.seriesCount
        smape = accuracy.symmetricPercentError.rounded(to: 4)
        mase = accuracy.scaledError?.rounded(to: 4)
        owa = reference.flatMap(accuracy.overallWeighted)?.rounded(to: 4)
        coverage80 = accuracy.coverage80.rounded(to: 4)
        coverage95 = accuracy.coverage95.rounded(to: 4)
        crps = accuracy.rankedProbabilityScore?.rounded(to: 4)
    }

    var line: String {
        let shown = [mase, owa, crps].map { $0.map { "\($0)" } ?? "–" }
        return "\(isChosen ? "→" : " ") \(method) on the last \(horizon) of \(series): "
            + "sMAPE \(smape), MASE \(shown[0]), OWA \(shown[1]), CRPS \(shown[2]), "
            + "80 % held \(coverage80), 95 % held \(coverage95)"
    }
}
