import GatewayDomain
import Identifiers
import ROIContract

/// Where a manager says how it was before coaching, what coaching costs, and how sure the sums are
/// that a projection takes.
struct AccountsPage: PageView {
    let person: Person
    let now: Instant
    let spreads: Panel<ProjectionSpreads>
    /// What was recorded just now: `baseline`, `replaced`, `cost` or `spreads`.
    let recorded: String?

    var values: [String: Any] {
        var values = PageFrame(
            title: "Baseline and costs", person: person, place: .returns,
            missing: [spreads.missing].compactMap { $0 }
        ).values
        let recent = Stretch(endingAt: now)
        values["today"] = "\(recent.last)"
        // A form that is sent twice records one cost.
        values["entry"] = "\(UUIDv7(at: now))"
        values["categories"] = Self.categories.map { ["id": $0.id, "name": $0.name] }
        values["notice"] = recorded.flatMap { Self.notices[$0] }
        spreads.put("spreads", in: &values) { spreads in
            [
                "value": Words.hundredths(spreads.valuePerSuccess * 100),
                "hours": Words.hundredths(spreads.activeHours * 100),
                "cost": Words.hundredths(spreads.annualCost * 100), "from": spreads.source,
                "source": spreads.recordedAt == nil ? "" : spreads.source,
            ]
        }
        return values
    }

    private static let categories = [
        (id: "software", name: "Software (an amount)"),
        (id: "people", name: "People's time (an amount, hours or both)"),
        (id: "tokens", name: "Model tokens (an amount)"),
        (id: "training_hours", name: "Training beside coaching (hours)"),
    ]

    private static let notices = [
        "baseline": "The baseline is recorded: returns are measured against it from now on.",
        "replaced": "The baseline is recorded; it takes the place of the earlier one.",
        "cost": "The cost is recorded.",
        "spreads": "Recorded: projections and reports are made with it from now on.",
    ]
}
