import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Mustache

/// The pages' templates and files, embedded in the program.
struct Templates: Sendable {
    struct Asset: Sendable {
        let type: String
        let bytes: ByteBuffer
    }

    /// Changes with any file, so that browsers may keep files for good.
    let version: String
    let assets: [String: Asset]
    private let library: MustacheLibrary

    init() throws {
        let templates: [(String, [UInt8])] = [
            ("head", PackageResources.head_mustache), ("foot", PackageResources.foot_mustache),
            ("missing", PackageResources.missing_mustache),
            ("problem", PackageResources.problem_mustache),
            ("sign-in", PackageResources.sign_in_mustache),
            ("alert", PackageResources.alert_mustache),
            ("conversation", PackageResources.conversation_mustache),
            ("message", PackageResources.message_mustache),
            ("note", PackageResources.note_mustache),
            ("session", PackageResources.session_mustache),
            ("webhooks", PackageResources.webhooks_mustache),
            ("live", PackageResources.live_mustache), ("agents", PackageResources.agents_mustache),
            ("scores", PackageResources.scores_mustache),
            ("agent", PackageResources.agent_mustache),
            ("growth", PackageResources.growth_mustache),
            ("achievements", PackageResources.achievements_mustache),
            ("leaderboard", PackageResources.leaderboard_mustache),
            ("challenges", PackageResources.challenges_mustache),
            ("challenge", PackageResources.challenge_mustache),
            ("terms", PackageResources.terms_mustache),
            ("badge", PackageResources.badge_mustache),
            ("licences", PackageResources.licences_mustache),
            ("choice", PackageResources.choice_mustache),
            ("exam", PackageResources.exam_mustache),
            ("team", PackageResources.team_mustache),
            ("models", PackageResources.models_mustache),
            ("notifications", PackageResources.notifications_mustache),
            ("returns", PackageResources.returns_mustache),
            ("accounts", PackageResources.accounts_mustache),
            ("experiments", PackageResources.experiments_mustache),
            ("experiment-plan", PackageResources.experiment_plan_mustache),
            ("experiment", PackageResources.experiment_mustache),
            ("training", PackageResources.training_mustache),
            ("module", PackageResources.module_mustache),
            ("assessment", PackageResources.assessment_mustache),
            ("role-play", PackageResources.role_play_mustache),
        ]
        var library = MustacheLibrary()
        for (name, bytes) in templates {
            try library.register(String(decoding: bytes, as: UTF8.self), named: name)
        }
        self.library = library
        let files: [(String, String, [UInt8])] = [
            ("gateway.css", "text/css; charset=utf-8", PackageResources.gateway_css),
            ("live.js", "text/javascript; charset=utf-8", PackageResources.live_js),
            ("icon.svg", "image/svg+xml", PackageResources.icon_svg),
        ]
        assets = Dictionary(
            uniqueKeysWithValues: files.map { name, type, bytes in
                (name, Asset(type: type, bytes: ByteBuffer(bytes: bytes)))
            })
        var hash = SHA256()
        for (_, _, bytes) in files { hash.update(data: bytes) }
        version = hash.finalize().prefix(6).map { String($0, radix: 16) }.joined()
    }

    /// A page made of `view`, whose parts the template names.
    func page(
        _ name: String, _ view: some PageView, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        guard let html = library.render(view.values(version: version), withTemplate: name) else {
            throw Problem(.internalServerError, "internal", "This page has no template.")
        }
        return Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}

/// What a template is filled with.
protocol PageView {
    var values: [String: Any] { get }
}

extension PageView {
    fileprivate func values(version: String) -> [String: Any] {
        var values = values
        values["version"] = version
        return values
    }
}
