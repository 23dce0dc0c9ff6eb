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
        let reports = ReportReader(
            database: database, baselines: baselines, costs: costs, activity: activity)
        handlers.serve(ROI.getReport, GetReportHandler(reports: reports).handle)
        handlers.serve(ROI.explainFigure, ExplainFigureHandler(reports: reports).handle)
        let files = RenderReportHandler(
            reports: reports, archive: ReportArchive(database: database))
        handlers.serve(ROI.renderReport, files.handle)
        handlers.serve(ROI.checkReport, files.check)
        let experiments = ExperimentHandlers(experiments: ExperimentStore(database: database))
        handlers.serve(ROI.startExperiment, experiments.start)
        handlers.serve(ROI.changeExperiment, experiments.change)
        handlers.serve(ROI.assignArm, experiments.assign)
        handlers.serve(ROI.getExperiment, experiments.report)
        self.handlers = handlers
        consumer = CoachingConsumer(activity: activity).consumer
    }
}
