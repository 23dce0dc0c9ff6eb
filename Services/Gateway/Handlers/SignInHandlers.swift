import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// Serves `POST /api/session`: name and password in, a cookie out.
struct SignInHandler: Sendable {
    private struct Body: Decodable {
        let tenant: String
        let user_name: String
        let password: String
    }

    let signIns: SignIns
    let templates: Templates
    let now: @Sendable () -> Instant

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let body = try await request.decoded(Body.self)
        guard (1...128).contains(body.tenant.utf8.count), body.tenant != "*",
            (1...128).contains(body.user_name.utf8.count), body.password.utf8.count <= 1_024
        else { return try refuse(body, .refused, request) }
        let outcome = try await signIns.begin(
            tenant: TenantID(body.tenant), userName: body.user_name, password: body.password,
            from: context.address)
        guard case .signedIn(let signIn) = outcome else {
            return try refuse(body, outcome, request)
        }
        var response =
            request.isFromPage
            ? Response(status: .seeOther, headers: [.location: "/"])
            : try JSONAnswer.response(SessionJSON.Person(signIn))
        let token = try await signIns.token(for: signIn)
        SignInCookie.set(token, until: signIn.expiresAt, at: now(), in: &response)
        return response
    }

    private func refuse(
        _ body: Body, _ outcome: SignIns.Outcome, _ request: Request
    ) throws -> Response {
        let problem =
            switch outcome {
            case .mustWait(let wait):
                Problem(
                    .tooManyRequests, "too_many_attempts",
                    "Too many failed attempts. Try again in \(Words.plural(max(1, Int((wait.seconds / 60).rounded(.up))), "minute")).",
                    retryAfter: wait)
            case .busy:
                Problem(
                    .serviceUnavailable, "busy",
                    "Many people are signing in; try again in a moment.",
                    retryAfter: .seconds(2))
            case .refused, .signedIn:
                Problem(
                    .unauthorized, "wrong_credentials",
                    "The agency, user name or password is not right.")
            }
        guard request.isFromPage else { throw problem }
        return try templates.page(
            "sign-in",
            SignInPage(problem: problem.message, tenant: body.tenant, userName: body.user_name),
            status: problem.status)
    }
}

/// Serves `GET /api/session`: who is signed in, for how long. A page asks it to stay signed in.
struct SessionHandler: Sendable {
    func handle(_ request: Request, _ context: GatewayContext) throws -> Response {
        _ = try context.person()
        guard let signIn = context.signIn else { throw Problem.notFound }
        return try JSONAnswer.response(SessionJSON.Person(signIn))
    }
}

/// Serves `DELETE /api/session` and the form that stands for it: the token is worth nothing more.
struct SignOutHandler: Sendable {
    let signIns: SignIns

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        if let signIn = context.signIn { try await signIns.end(signIn) }
        var response =
            request.isFromPage
            ? Response(status: .seeOther, headers: [.location: "/sign-in"])
            : Response(status: .noContent)
        SignInCookie.clear(in: &response)
        return response
    }
}

extension SessionJSON {
    /// Who is signed in.
    struct Person: Encodable {
        let tenantID: String
        let userName: String
        let role: String
        let agentID: String?
        let expiresAt: String

        enum CodingKeys: String, CodingKey {
            case tenantID = "tenant_id", userName = "user_name", role, agentID = "agent_id"
            case expiresAt = "expires_at"
        }

        init(_ signIn: SignIn) {
            tenantID = signIn.person.tenant.rawValue
            userName = signIn.person.userName
            role = signIn.person.role.rawValue
            agentID = signIn.person.agent?.rawValue
            expiresAt = signIn.expiresAt.description
        }
    }
}

/// The door.
struct SignInPage: PageView {
    var problem: String?
    var tenant = ""
    var userName = ""

    var values: [String: Any] {
        var values = PageFrame(title: "Sign in", person: nil).values
        values["tenant"] = tenant
        values["userName"] = userName
        if let problem { values["problem"] = problem }
        return values
    }
}
