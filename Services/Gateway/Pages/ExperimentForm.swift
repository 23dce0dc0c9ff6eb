import CoachingContract
import GamificationContract
import GatewayDomain
import Identifiers

/// What a manager says of an experiment before it starts; what is left out or wrong in an address
/// is what most experiments have.
struct ExperimentForm {
    var id = ""
    var feature = Coaching.promptsFeature
    var isByTeam = false
    /// Of all units that would take part.
    var units = Self.usualUnits
    /// Of these, those who get the feature, 1–99 %.
    var treatedPercent = 50
    /// Of the tenant's units, those who take part, 1–100 %.
    var rampPercent = 100
    var metric = Self.metrics[0].id
    var others: [String] = []
    var isStratified = false
    /// Empty lets ROI draw one from the name.
    var seed = ""

    /// Ten against ten.
    static let usualUnits = 20
    static let unitsMax = 1_000_000

    static let features = [
        (id: Coaching.promptsFeature, name: "Prompts while an agent talks"),
        (id: Gamification.playFeature, name: "The game: points, achievements, challenges"),
    ]

    static let metrics = [
        (id: "conversion_rate", name: "Conversations that succeed, %"),
        (id: "conversations_per_hour", name: "Conversations an hour"),
        (id: "conversations", name: "Conversations in all"),
    ]

    var otherMetrics: [String] { others.filter { $0 != metric } }

    /// ROI plans by the mean of the two arms.
    var unitsPerArm: Int { max(2, (units + 1) / 2) }

    var unitWord: String { isByTeam ? "teams" : "agents" }

    var values: [String: Any] {
        func option(_ choice: (id: String, name: String), _ chosen: String) -> [String: Any] {
            ["id": choice.id, "name": choice.name, "isChosen": choice.id == chosen]
        }
        return [
            "id": id, "units": "\(units)", "treated": "\(treatedPercent)",
            "ramp": "\(rampPercent)", "seed": seed,
            "features": Self.features.map { option($0, feature) },
            "unitKinds": [
                (id: "agents", name: "Single agents"), (id: "teams", name: "Whole teams"),
            ]
            .map { option($0, unitWord) },
            "metrics": Self.metrics.map { option($0, metric) },
            "others": Self.metrics.map {
                [
                    "id": $0.id, "name": $0.name, "isChosen": others.contains($0.id),
                    "isFirst": $0.id == metric,
                ] as [String: Any]
            },
            "isStratified": isStratified,
        ]
    }

    /// Each field as it is sent to start the experiment as it was planned.
    var fields: [[String: String]] {
        [
            ("id", id), ("feature", feature), ("units", "\(units)"), ("by", unitWord),
            ("treated", "\(treatedPercent)"), ("ramp", "\(rampPercent)"), ("metric", metric),
            ("others", otherMetrics.joined(separator: ",")),
            ("stratified", isStratified && !isByTeam ? "tenure" : ""), ("seed", seed),
        ].map { ["name": $0.0, "value": $0.1] }
    }
}
