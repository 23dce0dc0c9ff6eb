import MeshContract
import RPC
import Wire

extension ROI {
    /// The contract as a value: what `meshctl contracts` writes out and holds to its promises.
    public static let contract = Contract(
        "roi",
        methods: [
            recordBaseline.descriptor, recordCost.descriptor, getReport.descriptor,
            startExperiment.descriptor, assignArm.descriptor, changeExperiment.descriptor,
            getExperiment.descriptor, explainFigure.descriptor, renderReport.descriptor,
            checkReport.descriptor, listExperiments.descriptor, projectReturn.descriptor,
            getAdoption.descriptor, answerSurvey.descriptor, getSurveyAnswer.descriptor,
            scheduleReports.descriptor, getReportSchedule.descriptor, listReports.descriptor,
            getReportKeys.descriptor, recordDeal.descriptor,
            planExperiment.descriptor, recordProjectionSpreads.descriptor,
            getProjectionSpreads.descriptor,
        ])
}
