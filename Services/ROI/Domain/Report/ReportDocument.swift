import Identifiers

/// A report on returns as a document to print: conclusion, figures, projection, method, assumptions.
package struct ReportDocument {
    package let title: String
    package let tenant: String
    package let subject: String
    package let period: Period
    /// Its end, or now where it still runs.
    package let asOf: Instant
    package let report: ReturnOnCoaching
    package let projection: Projection?
    /// Of the report's numbers, in hexadecimal: whoever has the numbers can check the page.
    package let hash: String

    package init(
        tenant: String, subject: String, period: Period, asOf: Instant,
        report: ReturnOnCoaching, projection: Projection?, hash: String
    ) {
        title = "Return on coaching"
        self.tenant = tenant
        self.subject = subject
        self.period = period
        self.asOf = asOf
        self.report = report
        self.projection = projection
        self.hash = hash
    }

    private static let left = 56.0
    private static let right = 539.0
    private static let bottom = 780.0

    package func pdf() -> [UInt8] {
        var page = Page(document: PDFDocument(title: "\(title), \(tenant)"), footer: footer)
        page.heading(title, size: 20)
        page.paragraph(
            """
            \(tenant), \(subject); \(period.start.utcDay) to \(period.lastDay), UTC\(running). \
            \(report.agents.grouped) coached agents, \(report.conversations.grouped) conversations.
            """, grey: 0.35)
        page.conclusion(report.conclusion.description.sentence)
        page.heading("What was measured")
        page.figures(report.figures)
        page.heading("What it returned")
        page.money(report)
        if let projection { page.projection(projection, currency: report.coachingCost.currency) }
        page.heading("Method")
        for text in Self.method { page.paragraph(text) }
        page.heading("Assumptions")
        for (index, text) in report.assumptions.enumerated() {
            page.paragraph("\(index + 1).  \(text)")
        }
        return page.finish()
    }

    private var running: String {
        asOf < period.end ? ", which are not over: as of \(asOf)" : ""
    }

    private var footer: String { "SHA-256 of the numbers: \(hash)" }

    private static let method = [
        """
        The agents are expected to have brought in, in the hours in which they were active, what the \
        baseline says for so many hours. What came in beyond that, with training saved and less the \
        cost of coaching, is the net value.
        """,
        """
        Intervals hold the true value in 95 of 100 such reports. The conclusion follows from them by \
        fixed rules: a gain is said only when the whole interval is above zero, a loss only when it is \
        below; otherwise no effect was detectable, or it is too early.
        """,
    ]

    /// A value with its interval beside others, and how a reader should read it.
    private struct PlotRow {
        let name: String
        let value: Double
        let low: Double
        let high: Double
        let text: String
    }

    /// A page that fills from top to bottom and begins another when it is full.
    private struct Page {
        var document: PDFDocument
        let footer: String
        var y = 70.0
        private var number = 1

        init(document: PDFDocument, footer: String) {
            self.document = document
            self.footer = footer
        }

        mutating func room(_ height: Double) {
            guard y + height > ReportDocument.bottom else { return }
            endPage()
        }

        private mutating func endPage() {
            document.text(footer, x: ReportDocument.left, y: 815, size: 7, grey: 0.45)
            let page = "Page \(number)"
            let width = PDFDocument.width(of: page, size: 7)
            document.text(page, x: ReportDocument.right - width, y: 815, size: 7, grey: 0.45)
            document.endPage()
            number += 1
            y = 70
        }

        mutating func finish() -> [UInt8] {
            endPage()
            return document.bytes()
        }

        mutating func heading(_ text: String, size: Double = 13) {
            room(60)
            y += size + 6
            document.text(text, x: ReportDocument.left, y: y, size: size, font: .bold)
            y += 10
        }

        mutating func paragraph(_ text: String, size: Double = 9.5, grey: Double = 0.1) {
            let width = ReportDocument.right - ReportDocument.left
            for line in PDFDocument.wrapped(text, width: width, size: size) {
                room(size * 1.4)
                y += size * 1.4
                document.text(line, x: ReportDocument.left, y: y, size: size, grey: grey)
            }
            y += 4
        }

        mutating func conclusion(_ text: String) {
            let width = ReportDocument.right - ReportDocument.left
            let lines = PDFDocument.wrapped(text, width: width - 24, size: 12, font: .bold)
            let height = 18 + 17 * Double(lines.count)
            y += 8
            document.box(x: ReportDocument.left, y: y, width: width, height: height)
            var place = y + 21
            for line in lines {
                document.text(line, x: ReportDocument.left + 12, y: place, size: 12, font: .bold)
                place += 17
            }
            y += height + 10
        }

        /// The head of a table: a name from the left, the others ending at the columns.
        mutating func table(_ heads: [String], name: String) {
            // A head alone at the foot of a page is of no use.
            room(60)
            row(name, heads, at: heads.count == 2 ? Self.inputColumns : Self.columns, font: .bold)
            document.line(
                from: (ReportDocument.left, y + 4), to: (ReportDocument.right, y + 4), grey: 0.7)
            y += 4
        }

        mutating func row(
            _ name: String, _ cells: [String], at columns: [Double] = columns,
            font: PDFDocument.Font = .regular
        ) {
            room(16)
            y += 14
            document.text(name, x: ReportDocument.left, y: y, size: 9, font: font)
            for (text, x) in zip(cells, columns) { right(text, at: x, y: y, font: font) }
        }

        /// Small, below a row.
        mutating func note(_ text: String) {
            for line in PDFDocument.wrapped(text, width: 483, size: 7.5) {
                y += 10
                document.text(line, x: ReportDocument.left, y: y, size: 7.5, grey: 0.4)
            }
            y += 2
        }

        /// Text that ends at `x`.
        private mutating func right(
            _ text: String, at x: Double, y: Double, font: PDFDocument.Font = .regular
        ) {
            // Bold digits are as wide as the others.
            let isNumber = text.contains(where: \.isNumber)
            let width = PDFDocument.width(of: text, size: 9, font: isNumber ? .regular : font)
            document.text(text, x: x - width, y: y, size: 9, font: font)
        }

        /// Begins a page when a text and a plot of so many rows have no room together.
        mutating func keep(paragraphs: Int, rows: Int) {
            room(24 * Double(paragraphs) + 46 + 18 * Double(rows))
        }

        /// The figures' columns end here, the interval's words begin at the last but one.
        private static let columns = [255.0, 325, 385, 485, 539]

        mutating func figures(_ figures: [Figure]) {
            table(["baseline", "measured", "change", "95 % interval", "target"], name: "figure")
            for figure in figures {
                room(30)
                let interval = range(
                    figure.shortText(figure.interval.lower), figure.shortText(figure.interval.upper)
                )
                row(
                    figure.name.words,
                    [
                        figure.text(figure.baseline), figure.text(figure.measured),
                        (figure.change > 0 ? "+" : "") + figure.text(figure.change),
                        interval ?? "none",
                        figure.target.map(figure.text) ?? "–",
                    ])
                note("\(figure.plainUnit); \(figure.observations.grouped) observed")
            }
            y += 6
            let known = figures.filter { $0.baseline > 0 }
            keep(paragraphs: 1, rows: known.count)
            paragraph(
                "Changes as shares of the baseline, with their intervals; the line is no change.")
            func share(_ value: Double) -> String { "\((value * 100).rounded(places: 0)) %" }
            plot(
                known.map { figure in
                    let parts = [figure.change, figure.interval.lower, figure.interval.upper]
                        .map { $0 / figure.baseline }
                    return PlotRow(
                        name: figure.name.words, value: parts[0], low: parts[1], high: parts[2],
                        text: (parts[0] > 0 ? "+" : "") + share(parts[0]))
                }, unit: share)
        }

        /// Nil where all draws are the same, which is no certainty.
        private func range(_ lower: String, _ upper: String) -> String? {
            lower == upper ? nil : "\(lower) to \(upper)"
        }

        mutating func money(_ report: ReturnOnCoaching) {
            let net = report.netValue
            paragraph(
                """
                The net value of the period is \(net.estimate.text)\(range(
                    net.lower.text, net.upper.text).map { ", with 95 % confidence \($0)" } ?? "").\(
                    onCost(report).map { " That is \($0) of what coaching cost." } ?? "")
                """)
            table(["amount"], name: "what it is made of")
            for account in report.accounts where account.name != .traditionalTraining {
                row(account.name.words, [account.amount.text])
            }
            document.line(
                from: (ReportDocument.left, y + 5), to: (Self.columns[0], y + 5), grey: 0.5)
            y += 4
            row("net value", [net.estimate.text], font: .bold)
            for account in report.accounts where account.name == .traditionalTraining {
                y += 4
                row("beside it: traditional training", [account.amount.text])
                note("what training would have cost at the baseline's hours; in no sum")
            }
            y += 6
        }

        private func onCost(_ report: ReturnOnCoaching) -> String? {
            let cost = Double(report.coachingCost.minorUnits)
            guard cost > 0, !report.conclusion.isTooEarly else { return nil }
            let net = report.netValue
            let shares = [net.estimate, net.lower, net.upper].map {
                "\((Double($0.minorUnits) / cost * 100).rounded(places: 0)) %"
            }
            return "\(shares[0]) (\(shares[1]) to \(shares[2]))"
        }

        /// Whole units of the currency: a simulation is no more exact.
        private static func money(_ minorUnits: Double, _ currency: String) -> String {
            (try? Money.rounding(minorUnits, currency).wholeText) ?? "beyond counting"
        }

        mutating func projection(_ projection: Projection, currency: String) {
            // The heading, what it says and its plot are read together.
            room(230 + 18 * Double(projection.tornado.count))
            heading("A year at this pace (a simulation, no promise)")
            func money(_ minorUnits: Double) -> String { Self.money(minorUnits, currency) }
            paragraph(
                """
                Net value of twelve months at the pace of the \(projection.dayCount.rounded(places: 1)) \
                days measured, training saved included, by the report's reckoning: \
                \(money(projection.estimate)), 95 % of \(Projection.drawCount.grouped) simulated years \
                between \(money(projection.interval.lower)) and \
                \(money(projection.interval.upper)); \(Self.losses(projection.chanceOfLoss)). \
                \(projection.breakEvenRate.map { """
                Break-even is at a conversion rate of \(($0 * 100).rounded(places: 2)) %.
                """ } ?? "No conversion rate would break even.") \
                \(projection.paybackMonths.map { """
                A year's cost is back after \($0.rounded(places: 1)) months.
                """ } ?? "The cost is never won back.")
                """)
            paragraph(
                "What matters most: each input over its 95 % interval, the others at their means.")
            plot(
                projection.tornado.map { bar in
                    let (low, high) = (min(bar.low, bar.high), max(bar.low, bar.high))
                    return PlotRow(
                        name: bar.input.words, value: projection.estimate, low: low, high: high,
                        text: "\(money(low)) to \(money(high))")
                }, unit: money)
            table(["mean", "95 % interval"], name: "what the year depends on")
            for input in projection.inputs {
                room(30)
                func text(_ value: Double) -> String { input.name.text(value, money) }
                row(
                    input.name.words,
                    [
                        text(input.mean),
                        range(text(input.interval.lower), text(input.interval.upper)) ?? "none",
                    ], at: Self.inputColumns)
                note("from: \(input.source)")
            }
            y += 6
        }

        private static let inputColumns = [255.0, 485]

        private static func losses(_ chance: Double) -> String {
            chance == 0
                ? "none of them lost money"
                : "\((chance * 100).rounded(places: 1)) % of them lost money"
        }

        /// Intervals side by side over one axis, with zero marked.
        mutating func plot(
            _ rows: [PlotRow], unit: (Double) -> String
        ) {
            guard !rows.isEmpty else { return }
            room(34 + 18 * Double(rows.count))
            let low = min(0, rows.map(\.low).min() ?? 0)
            let high = max(0, rows.map(\.high).max() ?? 0)
            let (start, end) = (190.0, 400.0)
            func x(_ value: Double) -> Double {
                start + (value - low) / max(high - low, 1e-12) * (end - start)
            }
            let top = y + 4
            for row in rows {
                y += 18
                document.text(row.name, x: ReportDocument.left, y: y + 3, size: 9)
                right(row.text, at: ReportDocument.right, y: y + 3)
                document.line(from: (x(row.low), y), to: (x(row.high), y), width: 2, grey: 0.3)
                document.box(
                    x: x(row.value) - 3, y: y - 3, width: 6, height: 6, colour: (0.11, 0.3, 0.85))
            }
            document.line(from: (x(0), top), to: (x(0), y + 8), width: 0.8, grey: 0)
            y += 20
            label([low, high, 0].map { (x($0), unit($0)) })
            y += 8
        }

        /// Writes under an axis what has room beside what was written before it.
        private mutating func label(_ places: [(x: Double, text: String)]) {
            var taken: [ClosedRange<Double>] = []
            for (x, text) in places {
                let width = PDFDocument.width(of: text, size: 8)
                let left = x - width / 2
                let range = left - 4...left + width + 4
                guard !taken.contains(where: range.overlaps) else { continue }
                taken.append(range)
                document.text(text, x: left, y: y, size: 8, grey: 0.35)
            }
        }
    }
}

extension Account.Name {
    fileprivate var words: String { rawValue.replacing("_", with: " ") }
}

extension Figure.Name {
    fileprivate var words: String { rawValue.replacing("_", with: " ") }
}

extension Figure {
    /// What its numbers count, for a reader who sees the currency in them.
    fileprivate var plainUnit: String { unit.hasPrefix(Self.moneyUnit) ? "for each deal" : unit }

    /// Without a currency that stands beside it.
    fileprivate func shortText(_ value: Double) -> String {
        let text = text(value)
        return unit.hasPrefix(Self.moneyUnit) ? String(text.drop { $0 != " " }.dropFirst()) : text
    }
}

extension Projection.Input.Name {
    fileprivate var words: String { rawValue.replacing("_", with: " ") }

    /// - Parameter money: writes minor units.
    fileprivate func text(_ value: Double, _ money: (Double) -> String) -> String {
        switch self {
        case .valuePerSuccess, .trainingSaved, .annualCost: money(value)
        case .conversionRate, .knownOutcomeShare: "\((value * 100).rounded(places: 2)) %"
        case .activeHours: "\(Int(min(max(value, 0), 1e15).rounded()).grouped) hours"
        case .conversationsPerHour: value.rounded(places: 3)
        }
    }
}

extension String {
    /// With a capital at its beginning.
    fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() }
}

extension Period {
    /// The last day that a part of it falls on.
    var lastDay: CalendarDate { Instant(microseconds: end.microseconds - 1).utcDay }
}
