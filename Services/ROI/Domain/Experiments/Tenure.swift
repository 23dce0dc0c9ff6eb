import Identifiers

/// How long somebody had worked here on a day, as challenges sort them.
package enum Tenure: String, Sendable, CaseIterable {
    case firstYear = "first_year"
    case oneToThreeYears = "one_to_three_years"
    case overThreeYears = "over_three_years"

    package init(hiredOn: CalendarDate, on day: CalendarDate) {
        let days = day.daysSinceEpoch - hiredOn.daysSinceEpoch
        self = days < 365 ? .firstYear : days < 3 * 365 ? .oneToThreeYears : .overThreeYears
    }
}
