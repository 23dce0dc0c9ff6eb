import Identifiers

/// A report on returns as a document to print: conclusion, figures, projection, method, assumptions.
package struct ReportDocument {
    package let title: String
    package let tenant: String
    package let subject: String
    package let period: Period
    package let report: ReturnOnCoaching
    package let projection: Projection?
    /// Of the report's numbers, in hexadecimal: whoever has the numbers can check the page.
    package let hash: String

    package init(
        tenant: String, subject: String, period: Period, report: ReturnOnCoaching,
        projection: Projection?, hash: String
    ) {
        title = "Return on coaching"
        self.tenant = tenant
        self.subject = subject
        self.period = period
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
            \(tenant), \(subject); \(period.start.utcDay) to \(period.lastDay), UTC. \
            \(report.agents) coached agents, \(report.conversations) conversations.
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

        mutating func row(_ cells: [(String, Double)], font: PDFDocument.Font = .regular) {
            room(16)
            y += 14
            for (text, x) in cells { document.text(text, x: x, y: y, size: 9, font: font) }
        }

        mutating func figures(_ figures: [Figure]) {
            let columns = [56.0, 190, 250, 310, 365, 485]
            row(
                Array(
                    zip(
                        ["figure", "baseline", "measured", "change", "95 % interval", "target"],
                        columns)),
                font: .bold)
            for figure in figures {
                row(
                    Array(
                        zip(
                            [
                                figure.name.rawValue.replacing("_", with: " "),
                                figure.text(figure.baseline), figure.text(figure.measured),
                                figure.text(figure.change),
                                range(
                                    figure.text(figure.interval.lower),
                                    figure.text(figure.interval.upper)),
                                figure.target.map(figure.text) ?? "–",
                            ], columns)))
            }
            y += 6
            paragraph(
                "Changes as shares of the baseline, with their intervals; the line is no change.")
            plot(
                figures.map { figure in
                    let base = max(abs(figure.baseline), 1e-12)
                    return (
                        figure.name.rawValue.replacing("_", with: " "), figure.change / base,
                        figure.interval.lower / base, figure.interval.upper / base
                    )
                }, unit: { "\(($0 * 100).rounded(places: 0)) %" })
        }

        /// Of a single day all draws are the same, which is no certainty.
        private func range(_ lower: String, _ upper: String) -> String {
            lower == upper ? "too few days for one" : "\(lower) to \(upper)"
        }

        mutating func money(_ report: ReturnOnCoaching) {
            row([
                ("net value", 56), (report.netValue.estimate.text, 190),
                (
                    "95 % interval: "
                        + range(report.netValue.lower.text, report.netValue.upper.text), 310
                ),
            ])
            row([("cost of coaching", 56), (report.coachingCost.text, 190)])
            y += 8
            plot(
                [
                    (
                        "net value", Double(report.netValue.estimate.minorUnits),
                        Double(report.netValue.lower.minorUnits),
                        Double(report.netValue.upper.minorUnits)
                    )
                ], unit: { Self.money($0, report.coachingCost.currency) })
            paragraph("The net value is made of:")
            for account in report.accounts {
                let isMemo = account.name == .traditionalTraining
                row([
                    (isMemo ? "beside it: traditional training" : account.name.words, 56),
                    (account.amount.text, 220),
                ])
            }
            y += 6
        }

        private static func money(_ minorUnits: Double, _ currency: String) -> String {
            (try? Money.rounding(minorUnits, currency).text) ?? "beyond counting"
        }

        mutating func projection(_ projection: Projection, currency: String) {
            heading("A year at this pace (a simulation, no promise)")
            func money(_ minorUnits: Double) -> String { Self.money(minorUnits, currency) }
            paragraph(
                """
                Net value of the next twelve months if all goes on as measured, by the same \
                reckoning: \
                \(money(projection.estimate)), 95 % of \(Projection.drawCount) simulated years between \
                \(money(projection.interval.lower)) and \(money(projection.interval.upper)); \
                \((projection.chanceOfLoss * 100).rounded(places: 1)) % of them lose money. \
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
                    (
                        bar.input.rawValue.replacing("_", with: " "), projection.estimate,
                        min(bar.low, bar.high), max(bar.low, bar.high)
                    )
                }, unit: money)
        }

        /// Intervals side by side over one axis, with zero marked.
        mutating func plot(
            _ rows: [(name: String, value: Double, low: Double, high: Double)],
            unit: (Double) -> String
        ) {
            guard !rows.isEmpty else { return }
            room(34 + 18 * Double(rows.count))
            let low = min(0, rows.map(\.low).min() ?? 0)
            let high = max(0, rows.map(\.high).max() ?? 0)
            let (start, end) = (190.0, 520.0)
            func x(_ value: Double) -> Double {
                start + (value - low) / max(high - low, 1e-12) * (end - start)
            }
            let top = y + 4
            for row in rows {
                y += 18
                document.text(row.name, x: ReportDocument.left, y: y + 3, size: 9)
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
                let left = min(x - width / 2, ReportDocument.right - width)
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

extension String {
    /// With a capital at its beginning.
    fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() }
}

extension Period {
    /// The last day that a part of it falls on.
    var lastDay: CalendarDate { Instant(microseconds: end.microseconds - 1).utcDay }
}
