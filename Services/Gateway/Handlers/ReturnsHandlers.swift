import CoachingContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import NIOCore
import ROIContract
import RPC

/// Serves `/returns`: what coaching returned, for managers; `from`, `to`, `whom`, `figure` and a
/// factor in percent for each input of the projection may be named.
struct ReturnsPageHandler: Sendable {
    /// More events of a figure are in the JSON of `meshctl call roi.explainFigure`.
    static let eventsMax = 50
    let peers: Peers
    let templates: Templates
    let now: @Sendable () -> Instant

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let stretch = try request.stretch(before: now())
        let roi = peers.roi
        let scenario = request.scenario
        let subject = request.subject
        async let teams = peers.coaching.teams(for: person)
        async let agents = peers.coaching.agents(for: person)
        async let report = roi.report(stretch, of: subject, for: person)
        async let projection = roi.projection(stretch, of: subject, scenario, for: person)
        async let adoption = roi.adoption(stretch, for: person)
        async let metrics = peers.coaching.metrics(
            from: stretch.start, to: stretch.end, for: person)
        async let kept = roi.keptReports(for: person)
        async let schedule = roi.schedule(for: person)
        async let explanation = self.explanation(
            of: request.word("figure"), stretch, of: subject, for: person)
        async let experiments = roi.experiments(for: person)
        return try templates.page(
            "returns",
            await ReturnsPage(
                person: person, stretch: stretch, subject: subject, teams: teams, agents: agents,
                scenario: scenario, report: report,
                projection: projection, adoption: adoption, metrics: metrics,
                experiments: experiments, explanation: explanation, kept: kept,
                schedule: schedule))
    }

    private func explanation(
        of figure: String?, _ stretch: Stretch, of subject: ReturnSubject, for person: Person
    ) async -> Panel<FigureExplanation>? {
        guard let figure else { return nil }
        return await peers.roi.explanation(
            of: figure, stretch, of: subject, atMost: Self.eventsMax, for: person)
    }
}

/// Serves `/returns/report.{pdf,csv,json}` and the numbers of a kept report, to download.
struct ReturnsFileHandler: Sendable {
    let roi: ROIPeer
    let now: @Sendable () -> Instant

    func report(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let stretch = try request.stretch(before: now())
        let name = try context.word("file")
        guard let format = FileFormat(of: name) else { throw Problem.notFound }
        let file = try await roi.file(format.rawValue, stretch, of: request.subject, for: person)
        return download(
            file.content, as: format,
            named: "return-on-coaching-\(stretch.first)-\(stretch.last).\(format)")
    }

    func kept(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let hash = try context.word("hash")
        let proof = try await roi.proof(of: hash, for: try context.manager())
        return download(
            Array((proof.sealed ?? proof.numbers).utf8), as: .json,
            named: "return-on-coaching-\(hash).json")
    }

    private enum FileFormat: String {
        case pdf, csv, json

        init?(of name: String) {
            guard name.hasPrefix("report.") else { return nil }
            self.init(rawValue: String(name.dropFirst("report.".count)))
        }

        var type: String {
            switch self {
            case .pdf: "application/pdf"
            case .csv: "text/csv; charset=utf-8"
            case .json: "application/json"
            }
        }
    }

    private func download(_ bytes: [UInt8], as format: FileFormat, named name: String) -> Response {
        var headers: HTTPFields = [.contentType: format.type]
        headers[.contentDisposition] = "attachment; filename=\"\(urlEncoded(name))\""
        return Response(
            status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Serves `/issuers/{tenant}/report-keys.json`: for whoever holds a report, signed in or not.
struct ReportKeysHandler: Sendable {
    let roi: ROIPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let tenant = TenantID(try context.word("tenant"))
        let keys: ReportKeys
        do throws(RPCError) {
            keys = try await roi.keys(of: tenant)
        } catch {
            switch error.code {
            case .failedPrecondition, .invalidArgument: throw Problem.notFound
            default: throw error
            }
        }
        return Response(
            status: .ok, headers: [.contentType: "application/jwk-set+json"],
            body: .init(byteBuffer: ByteBuffer(string: keys.keySet)))
    }
}

/// Serves `POST /api/returns/schedule`.
struct ReportScheduleHandler: Sendable {
    private struct Body: Decodable { let cadence: String }

    let roi: ROIPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.manager()
        let body = try await request.decoded(Body.self)
        let schedule = try await roi.schedule(body.cadence, by: person)
        guard !request.isFromPage else { return .seeOther("/returns#reports") }
        return try JSONAnswer.response(["cadence": schedule.cadence])
    }
}

/// Serves `POST /api/survey`: the agent's own answer to the month's question.
struct SurveyHandler: Sendable {
    private struct Body: Decodable { let score: Int }

    let roi: ROIPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard let agent = person.agent else { throw Problem.forbidden }
        let body = try await request.decoded(Body.self)
        let receipt = try await roi.answer(body.score, by: agent, person)
        guard !request.isFromPage else {
            return .seeOther("/agents/\(urlEncoded(agent.rawValue))#survey")
        }
        return try JSONAnswer.response(["month": "\(receipt.month)"])
    }
}

extension GatewayContext {
    /// Who asks, when it is no agent; to agents the page is not there.
    func manager() throws(Problem) -> Person {
        let person = try person()
        guard person.role != .agent else { throw .notFound }
        return person
    }
}

extension Request {
    fileprivate func word(_ name: String) -> String? {
        uri.queryParameters[name[...]].flatMap { $0.isEmpty ? nil : String($0) }
    }

    fileprivate var subject: ReturnSubject { ReturnSubject(word("whom")) }

    /// The days that the address names, or the last thirty.
    fileprivate func stretch(before now: Instant) throws(Problem) -> Stretch {
        guard let from = word("from"), let to = word("to") else { return Stretch(endingAt: now) }
        guard let first = CalendarDate(from), let last = CalendarDate(to) else {
            throw .invalid("from and to are days such as 2026-03-01.")
        }
        guard let stretch = Stretch(first: first, last: last) else {
            throw .invalid("from must not be after to, and 366 days at most are shown.")
        }
        return stretch
    }

    /// Percent of the measured value, by input; what is not a number from 0 to 1,000 is left out.
    fileprivate var scenario: [ScenarioFactor] {
        ReturnsPage.inputs.compactMap { input in
            guard let percent = word(input).flatMap({ Double($0) }), (0...1_000).contains(percent),
                percent != 100
            else { return nil }
            return ScenarioFactor(input: input, factor: percent / 100)
        }
    }
}
