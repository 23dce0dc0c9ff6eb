import RPC

/// The five services behind the edge.
struct Peers: Sendable {
    let analyzer: AnalyzerPeer
    let coaching: CoachingPeer
    let prediction: PredictionPeer
    let gamification: GamificationPeer
    let roi: ROIPeer
}
