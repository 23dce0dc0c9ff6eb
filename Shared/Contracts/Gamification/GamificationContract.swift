import MeshContract
import RPC
import Wire

extension Gamification {
    /// The contract as a value: what `meshctl contracts` writes out and holds to its promises.
    public static let contract = Contract(
        "gamification",
        methods: [
            getProfile.descriptor, getLeaderboard.descriptor, listPoints.descriptor,
            setPointRules.descriptor, getPointRules.descriptor, putAchievement.descriptor,
            setStreakCalendar.descriptor, freezeStreak.descriptor, setPlayer.descriptor,
            issueBadge.descriptor, getBadge.descriptor, revokeBadge.descriptor,
            rotateIssuerKey.descriptor, getIssuer.descriptor, getStatusList.descriptor,
            createChallenge.descriptor, joinChallenge.descriptor, listChallenges.descriptor,
            getChallengeFeed.descriptor,
            putLicence.descriptor, removeLicence.descriptor, putCourse.descriptor,
            removeCourse.descriptor, listLicences.descriptor, setRenewalRequirements.descriptor,
            listRenewalRequirements.descriptor, getExamPractice.descriptor,
            answerExamQuestion.descriptor, getEngagement.descriptor, listStatements.descriptor,
            switchPlay.descriptor, listHireDates.descriptor,
        ],
        events: [
            PointsAwarded.self, AchievementUnlocked.self, LevelReached.self, BadgeIssued.self,
            LicenceRenewalDue.self, PlayArmMet.self,
        ])
}
