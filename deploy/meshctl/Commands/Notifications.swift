import ArgumentParser
import CoachingContract
import Foundation
import Identifiers
import RPC
import Wire

/// `meshctl notifications`.
struct Notifications: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what people were told, and tries again what did not reach them.",
        subcommands: [NotificationsList.self, NotificationsFailed.self, NotificationsRetry.self])
}

/// Which notifications.
struct NotificationChoice: ParsableArguments {
    @Option(help: "Only of this agency; all of them when it is left out.")
    var tenant: String?
    @Option(help: "Only by this channel, such as email or ghl_task.")
    var channel: NotificationChannel?
}

/// `meshctl notifications list`.
struct NotificationsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What people were and are to be told, newest first.")

    @OptionGroup var choice: NotificationChoice
    @Option(help: "At most so many, 1 to 500.")
    var limit = 100
    @Flag(help: "Print each as JSON.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting { try await show([], choice, limit: limit, asJSON: json, mesh) }
    }
}

/// `meshctl notifications failed`.
struct NotificationsFailed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failed",
        abstract: "The dead-letter list: what was tried to the end and did not arrive, and why.")

    @OptionGroup var choice: NotificationChoice
    @Option(help: "At most so many, 1 to 500.")
    var limit = 100
    @Flag(help: "Print each as JSON.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            try await show([.failed, .bounced], choice, limit: limit, asJSON: json, mesh)
        }
    }
}

/// `meshctl notifications retry`.
struct NotificationsRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Tries notifications of the dead-letter list anew.",
        discussion: "Without an id, all that the options choose.")

    @Argument(help: "The id of one, as `failed` prints it.")
    var id: String?
    @OptionGroup var choice: NotificationChoice
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let one = try id.map { text in
                guard let id = NotificationID(text) else {
                    throw ValidationError("\(text) is not the id of a notification")
                }
                return id
            }
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let retried = try await connection.client(of: "coaching", Coaching.self)
                .retryNotifications(
                    RetryNotifications(
                        tenantID: choice.tenant.map { TenantID($0) }, notificationID: one,
                        channel: choice.channel.map { Open($0) }))
            Console.print("\(retried.count) are tried anew")
        }
    }
}

private func show(
    _ statuses: [DeliveryStatus], _ choice: NotificationChoice, limit: Int, asJSON: Bool,
    _ mesh: MeshOptions
) async throws {
    let connection = try MeshConnection(mesh)
    defer { connection.close() }
    let list = try await connection.client(of: "coaching", Coaching.self).listNotifications(
        ListNotifications(
            tenantID: choice.tenant.map { TenantID($0) }, channel: choice.channel.map { Open($0) },
            statuses: statuses.map { Open($0) }, limit: limit))
    for notification in list.notifications {
        let line = NotificationLine(notification)
        asJSON ? try Console.printJSON(line) : Console.print(line.text)
    }
    if list.notifications.isEmpty, !asJSON { Console.print("there are none") }
}

/// One notification as a line.
private struct NotificationLine: Encodable {
    let notification_id: String
    let tenant_id: String
    let recipient: String
    let channel: String
    let kind: String
    let priority: String
    let title: String
    let status: String
    let tries: Int
    let fault: String
    let created_at: String
    let due_at: String

    init(_ record: NotificationRecord) {
        notification_id = "\(record.notificationID)"
        tenant_id = "\(record.tenantID)"
        recipient = record.agentID?.rawValue ?? record.userName ?? ""
        channel = record.channel.known?.rawValue ?? "unknown"
        kind = record.kind
        priority = record.priority.known?.rawValue ?? "unknown"
        title = record.title
        status = record.status.known?.rawValue ?? "unknown"
        tries = record.tries
        fault = record.fault
        created_at = "\(record.createdAt)"
        due_at = "\(record.dueAt)"
    }

    var text: String {
        let why = fault.isEmpty ? "" : ": \(fault)"
        return "\(notification_id) \(tenant_id)/\(recipient) \(channel) \(status) "
            + "after \(tries) tries\(why) — \(title)"
    }
}

extension NotificationChannel: ExpressibleByArgument {}
