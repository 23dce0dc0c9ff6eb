import CoachingDomain
import Foundation
import Identifiers
import Outbound

/// Sends letters as mail.
struct MailCarrier: Carrier {
    let client: HTTPClient
    let server: MailServer
    /// An address, alone.
    let from: String

    func carry(_ letter: Letter) async -> DeliveryOutcome {
        guard !letter.reach.email.isEmpty else {
            return .refused("no mail address of the recipient is known")
        }
        let mail = Mail(from: from, to: letter.reach.email, content: content(of: letter))
        do throws(HTTPFault) {
            return outcome(of: try await client.send(mail, through: server), letter)
        } catch {
            // Nothing about it changes with another try.
            if case .invalid = error { return .refused("\(error)") }
            return .unavailable("\(error)")
        }
    }

    /// The replies of RFC 5321 §4.2.3: 4yz may be tried again, and of 5yz some say that there is no
    /// such mailbox.
    private func outcome(of reply: Int, _ letter: Letter) -> DeliveryOutcome {
        let words = "the mail server answered \(reply)"
        switch reply {
        case 200..<300: return .delivered(reference: messageID(of: letter))
        case 550, 551, 553: return .bounced(words)
        case 500...: return .refused(words)
        default: return .unavailable(words)
        }
    }

    /// The same in every try, so that a mailbox can tell a repeat.
    private func messageID(of letter: Letter) -> String {
        "<\(letter.id)@\(from.split(separator: "@").last ?? "localhost")>"
    }

    /// RFC 5322, with the texts in base64: they hold any language, and no line can be too long.
    private func content(of letter: Letter) -> [UInt8] {
        let lines = [
            "From: CoachingMesh <\(from)>", "To: <\(letter.reach.email)>",
            "Subject: \(Self.encodedWords(letter.title))", "Date: \(Self.date(letter.createdAt))",
            "Message-ID: \(messageID(of: letter))", "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "",
            Data(letter.body.utf8).base64EncodedString(
                options: [
                    .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
                ]),
            "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// RFC 2047: words of at most 75 signs, none of which cuts a letter in two.
    static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var word: [UInt8] = []
        for sign in text {
            if word.count + sign.utf8.count > 42, !word.isEmpty {
                words.append(Data(word).base64EncodedString())
                word = []
            }
            word += Array(sign.utf8)
        }
        words.append(Data(word).base64EncodedString())
        return words.map { "=?utf-8?B?\($0)?=" }.joined(separator: "\r\n ")
    }

    private static func date(_ instant: Instant) -> String {
        let date = Date(timeIntervalSince1970: Double(instant.microseconds) / 1_000_000)
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss +0000"
        return format.string(from: date)
    }
}
