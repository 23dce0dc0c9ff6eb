import CoachingContract
import GamificationContract
import Identifiers
import Logging
import Postgres
import ROIContract
import RPC
import Runtime

/// The rooms of ROI, wired.
struct Rooms: Sendable {
    let handlers: Handlers
    let consumers: [EventConsumer]
    let scheduler: ReportScheduler

    init(
        _ settings: ROISettings, database: Database, coaching: Client<Coaching>,
        gamification: Client<Gamification>, logger: Logger,
        now: @escaping @Sendable () -> Instant
    ) {
        let baselines = BaselineStore(database: database)
        let costs = CostStore(database: database)
        let deals = DealStore(database: database)
        let activity = ActivityStore(database: database)
        var handlers = Handlers()
        handlers.serve(ROI.recordBaseline, RecordBaselineHandler(baselines: baselines).handle)
        handlers.serve(ROI.recordCost, RecordCostHandler(costs: costs).handle)
        handlers.serve(ROI.recordDeal, RecordDealHandler(deals: deals).handle)
        let spreads = SpreadStore(database: database)
        let assumed = ProjectionSpreadsHandlers(spreads: spreads)
        handlers.serve(ROI.recordProjectionSpreads, assumed.record)
        handlers.serve(ROI.getProjectionSpreads, assumed.get)
        let reports = ReportReader(
            database: database, baselines: baselines, costs: costs, deals: deals,
            activity: activity, spreads: spreads, teams: TeamReader(coaching: coaching))
        handlers.serve(ROI.getReport, GetReportHandler(reports: reports).handle)
        handlers.serve(ROI.explainFigure, ExplainFigureHandler(reports: reports).handle)
        // It computes the whole report, as getReport does: too long for a connection's loop.
        handlers.set(Serving(execution: .offloaded), for: ROI.explainFigure)
        handlers.serve(ROI.projectReturn, ProjectReturnHandler(reports: reports).handle)
        let press = ReportPress(reports: reports, archive: ReportArchive(database: database))
        let files = RenderReportHandler(
            press: press,
            sealer: ReportSealer(keys: settings.reportKeys, keyNumber: settings.reportKeyNumber))
        handlers.serve(ROI.renderReport, files.handle)
        handlers.serve(ROI.checkReport, files.check)
        handlers.serve(ROI.listReports, files.list)
        handlers.serve(ROI.getReportKeys, files.keys)
        let schedules = ScheduleHandlers(schedules: ScheduleStore(database: database))
        handlers.serve(ROI.scheduleReports, schedules.save)
        handlers.serve(ROI.getReportSchedule, schedules.get)
        let trials = ExperimentStore(database: database)
        let experiments = ExperimentHandlers(
            experiments: trials, coaching: coaching, gamification: gamification)
        let courses = ExperimentCourseStore(database: database)
        handlers.serve(
            ROI.planExperiment, PlanExperimentHandler(courses: courses, coaching: coaching).handle)
        // Both search and test for longer than a connection's loop may wait.
        handlers.set(Serving(execution: .offloaded), for: ROI.planExperiment)
        handlers.set(Serving(execution: .offloaded), for: ROI.getExperiment)
        handlers.serve(ROI.startExperiment, experiments.start)
        handlers.serve(ROI.changeExperiment, experiments.change)
        handlers.serve(ROI.assignArm, experiments.assign)
        handlers.serve(
            ROI.getExperiment,
            GetExperimentHandler(
                experiments: trials, courses: courses, gamification: gamification
            ).handle)
        handlers.serve(ROI.listExperiments, experiments.list)
        let adoption = AdoptionStore(database: database)
        let use = AdoptionHandlers(database: database, adoption: adoption)
        handlers.serve(ROI.getAdoption, use.get)
        handlers.serve(ROI.answerSurvey, use.answer)
        handlers.serve(ROI.getSurveyAnswer, use.answered)
        self.handlers = handlers
        consumers = [
            CoachingConsumer(
                activity: activity, adoption: adoption, experiments: trials
            ).consumer,
            GamificationConsumer(adoption: adoption, experiments: trials).consumer,
        ]
        scheduler = ReportScheduler(
            schedules: schedules.schedules, press: press, logger: logger, now: now)
    }
}
