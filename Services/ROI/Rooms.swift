import Postgres
import ROIContract
import RPC
import Runtime

/// The rooms of ROI, wired.
struct Rooms: Sendable {
    let handlers: Handlers
    let consumer: EventConsumer

    init(database: Database) {
        let baselines = BaselineStore(database: database)
        let costs = CostStore(database: database)
        let activity = ActivityStore(database: database)
        var handlers = Handlers()
        handlers.serve(ROI.recordBaseline, RecordBaselineHandler(baselines: baselines).handle)
        handlers.serve(ROI.recordCost, RecordCostHandler(costs: costs).handle)
        handlers.serve(
            ROI.getReport,
            GetReportHandler(
                database: database, baselines: baselines, costs: costs, activity: activity
            ).handle)
        self.handlers = handlers
        consumer = CoachingConsumer(activity: activity).consumer
    }
}
