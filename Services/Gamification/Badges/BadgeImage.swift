import GamificationDomain
import Identifiers

/// A badge as a picture that carries its credential: an SVG "baked" as Open Badges 3.0 § 5.3 says.
enum BadgeImage {
    static func svg(_ achievement: Achievement, credential: String) -> String {
        let rings = AchievementDifficulty.allCases.firstIndex(of: achievement.difficulty) ?? 0
        let circles = (0...rings).map { ring in
            """
            <circle cx="120" cy="104" r="\(92 - ring * 7)" fill="none" stroke="#d9b97c" \
            stroke-width="2"/>
            """
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \
            xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" viewBox="0 0 240 260" \
            role="img" aria-labelledby="badge-title">\
            <openbadges:credential verify="\(credential)"/>\
            <title id="badge-title">\(escaped(achievement.name))</title>\
            <circle cx="120" cy="104" r="100" fill="#1d2f2b"/>\(circles.joined())\
            <path d="M120 62 l13 27 30 4 -22 21 5 30 -26 -14 -26 14 5 -30 -22 -21 30 -4 z" \
            fill="#d9b97c"/>\
            <text x="120" y="232" text-anchor="middle" font-family="Georgia, serif" \
            font-size="20" fill="#1b2421">\(escaped(achievement.name))</text>\
            <text x="120" y="252" text-anchor="middle" font-family="sans-serif" \
            font-size="12" fill="#55605b">\(achievement.difficulty)</text></svg>
            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
