import AnalyzerContract
import RPC
import Runtime

/// Serves `Analyzer.followConversations`: messages in, and for each what it changed.
///
/// Every message is kept as `observeMessage` keeps it, so a stream that breaks is taken up again by
/// sending the last message once more.
struct FollowConversationsHandler: Sendable {
    let observe: ObserveMessageHandler

    func handle(
        _ messages: MessageStream<ObserveMessage>, _ call: Call,
        _ writer: ResponseWriter<AnalysisUpdate>
    ) async throws {
        for try await message in messages {
            try await writer.write(try await observe.handle(message, call))
        }
    }
}
