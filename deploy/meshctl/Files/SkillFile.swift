import AnalyzerDomain
import Foundation
import Identifiers
import PredictionDomain
import Tables

/// Reads how agents' conversations scored: from conversations (JSONL), which are analysed here, or from
/// a table with the columns `agent_id`, `at` (RFC 3339) and `score` (0–100).
enum SkillFile {
    struct Agent: Sendable {
        let id: AgentID
        /// In the order of time.
        let points: [SkillPoint]
    }

    /// By the agents' ids; throws `InputFault` for the first line that cannot be used.
    static func read(_ path: String) throws -> [Agent] {
        let isTable = ["csv", "tsv"].contains(URL(filePath: path).pathExtension.lowercased())
        let points = isTable ? try scores(in: path) : try analysed(path)
        guard !points.isEmpty else {
            throw InputFault(file: path, line: nil, problem: "has no score of a conversation")
        }
        return Dictionary(grouping: points, by: \.agent)
            .map { agent, points in
                Agent(id: agent, points: points.map(\.point).sorted { $0.at < $1.at })
            }.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// The overall quality of each conversation, at its last message.
    private static func analysed(_ path: String) throws -> [(agent: AgentID, point: SkillPoint)] {
        try ConversationFile.read(path).compactMap { record in
            record.messages.last.map { last in
                let analysis = ConversationAnalyzer(of: record).analysis
                return (
                    record.agentID,
                    SkillPoint(at: last.sentAt, score: analysis.overallQualityScore)
                )
            }
        }
    }

    private static func scores(in path: String) throws -> [(agent: AgentID, point: SkillPoint)] {
        let bytes = try InputFile.data(path)
        do throws(TableFault) {
            let table = try TextTable(parsing: bytes)
            let agents = table.values(at: try table.place(of: "agent_id"))
            let times = table.values(at: try table.place(of: "at"))
            var points: [(AgentID, SkillPoint)] = []
            for (row, score) in try table.numbers("score").enumerated() {
                guard let score, (0...100).contains(score) else {
                    throw TableFault("row \(row + 1): score must be a number of 0 to 100")
                }
                guard let at = Instant(times[row]) else {
                    throw TableFault(
                        "row \(row + 1): at must be a time such as 2026-11-21T20:00:00Z")
                }
                points.append((AgentID(agents[row]), SkillPoint(at: at, score: score)))
            }
            return points
        } catch {
            throw InputFault(file: path, line: nil, problem: error.description)
        }
    }
}
